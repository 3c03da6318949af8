//! Documents of an older schema: all of them are turned into the present one in a single transaction, or none.

use super::commit::News;
use super::report::{IoFault, SaveError};
use super::survey::write_schema;
use super::{Loaded, Migrate, Store};

impl Store {
    /// The schema that the documents are written in. A migration whose manifest was not written any more still happened.
    fn schema_of_documents(&mut self) -> Result<u32, IoFault> {
        let mut schema = self.manifest.schema;
        for txn in self.disk.numbers(&self.disk.markers())? {
            let marker = self.markers.get(&self.disk, txn)?;
            schema = schema.max(marker.and_then(|marker| marker.schema).unwrap_or(0));
        }
        Ok(schema)
    }

    /// Brings the documents to the present schema, for good if this dataset may be written. What was before is marked.
    pub(super) fn migrate(
        &mut self,
        migrate: Migrate,
        docs: &mut Vec<Loaded>,
    ) -> Result<(), SaveError> {
        let from = self.schema_of_documents()?;
        let migrated = (from < self.options.schema).then(|| migrate(from, docs.clone()));
        if self.read_only.is_none() {
            if let Some(migrated) = &migrated {
                self.mark("migration")?;
                self.write_migrated(docs, migrated)?;
            }
            let manifest = self.manifest.in_schema(self.options.schema);
            write_schema(&self.disk, &manifest)?;
            self.manifest = manifest;
        }
        if let Some(migrated) = migrated {
            *docs = migrated;
        }
        Ok(())
    }

    fn write_migrated(&mut self, old: &[Loaded], new: &[Loaded]) -> Result<(), IoFault> {
        let gone = old
            .iter()
            .filter(|doc| new.iter().all(|new| new.name != doc.name))
            .map(|doc| News::new(doc.name.clone(), None));
        let written = new
            .iter()
            .map(|doc| News::new(doc.name.clone(), Some(doc.bytes.clone())));
        let news = self.only_new(written.chain(gone).collect());
        if news.is_empty() {
            return Ok(());
        }
        let schema = self.options.schema;
        self.last_txn += 1;
        let txn = self.last_txn;
        let mut seqs = Vec::new();
        if let Err(fault) = self.write_bodies(&news, schema, Some(txn), &mut seqs) {
            self.remove_bodies(&news, &seqs);
            return Err(fault);
        }
        self.write_marker(txn, &news, &seqs, Some(schema))?;
        self.count_in(&news, &seqs);
        self.await_refresh(news);
        Ok(())
    }
}
