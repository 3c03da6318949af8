//! The rows of the two columns: things that can be brought back, and the states of each.

use super::{Env, Listing, Source, words};
use crate::domain::{Data, Now};
use crate::lang::Lang;
use crate::store::{DocName, SavedState, SetAside};
use chrono::{DateTime, Datelike, Utc};

/// Something of which there are earlier states.
pub struct Thing {
    pub title: String,
    /// When it was last saved, in short.
    pub beside: String,
    pub choices: Vec<Choice>,
    /// Its first state is what is there now.
    begins_with_now: bool,
}

impl Thing {
    /// The state that the cursor begins on: the one before the present.
    pub fn first(&self) -> usize {
        usize::from(self.begins_with_now && self.choices.len() > 1)
    }
}

/// A state.
pub struct Choice {
    pub source: Source,
    pub when: String,
    pub age: String,
    pub beside: String,
}

/// All things: everything, what was set aside, then documents, the one saved last first.
pub fn things(listing: &Listing, env: &Env) -> Vec<Thing> {
    let words = Words {
        data: env.data,
        now: &env.now,
        lang: env.lang,
    };
    let mut things = Vec::new();
    let all = words.all(listing);
    if !all.choices.is_empty() {
        things.push(all);
    }
    let aside = words.aside(listing);
    if !aside.choices.is_empty() {
        things.push(aside);
    }
    things.extend(
        listing
            .documents
            .iter()
            .map(|(name, states)| words.document(name, states)),
    );
    things
}

struct Words<'a> {
    data: &'a Data,
    now: &'a Now,
    lang: Lang,
}

impl Words<'_> {
    fn age(&self, at: DateTime<Utc>) -> String {
        self.lang.past().ago((self.now.utc - at).num_minutes())
    }

    fn choice(&self, source: Source, at: Option<DateTime<Utc>>, beside: String) -> Choice {
        let no_time = || self.lang.past().no_time().to_owned();
        Choice {
            source,
            when: at.map_or_else(no_time, |at| {
                let local = |at: DateTime<Utc>| at.with_timezone(&self.now.offset);
                let year = local(self.now.utc).year();
                self.lang.past().short_moment(local(at), year)
            }),
            age: at.map_or_else(String::new, |at| self.age(at)),
            beside,
        }
    }

    /// Marks and the ends of days, newest first.
    fn all(&self, listing: &Listing) -> Thing {
        let texts = self.lang.past();
        let mut choices: Vec<(DateTime<Utc>, Choice)> = Vec::new();
        for mark in &listing.marks {
            let source = Source::Mark {
                id: mark.id.clone(),
                at: mark.at,
            };
            let beside = texts.before(texts.reason(&mark.reason));
            choices.push((mark.at, self.choice(source, Some(mark.at), beside)));
        }
        // The day that is not over is what is there now.
        let over = listing.days.iter().filter(|(end, _)| *end < self.now.utc);
        for (end, saves) in over {
            let choice = self.choice(Source::Moment(*end), Some(*end), texts.saves(*saves));
            let then = Now {
                utc: *end,
                ..*self.now
            };
            let choice = Choice {
                when: texts.day_end(then.today(), self.now.today().year()),
                ..choice
            };
            choices.push((*end, choice));
        }
        choices.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        Thing {
            title: texts.everything().to_owned(),
            beside: String::new(),
            choices: choices.into_iter().map(|(_, choice)| choice).collect(),
            begins_with_now: false,
        }
    }

    fn aside(&self, listing: &Listing) -> Thing {
        let texts = self.lang.past();
        let rescued = listing
            .rescued
            .iter()
            .map(|path| self.choice(Source::Path(path.clone()), None, texts.rescued().to_owned()));
        let aside = listing.aside.iter().map(|file| {
            let SetAside {
                path,
                name,
                at,
                kind,
            } = file;
            let name = name.as_ref();
            let title = name.map(|name| self.data.document_name(name.as_str(), self.lang));
            let kind = words::aside_kind(*kind, self.lang);
            let beside = title.map_or_else(|| kind.to_owned(), |title| format!("{kind}  {title}"));
            self.choice(Source::Path(path.clone()), *at, beside)
        });
        Thing {
            title: texts.aside().to_owned(),
            beside: String::new(),
            choices: rescued.chain(aside).collect(),
            begins_with_now: false,
        }
    }

    fn document(&self, name: &DocName, states: &[SavedState]) -> Thing {
        let texts = self.lang.past();
        let choice = |(index, state): (usize, &SavedState)| {
            let SavedState {
                seq,
                at,
                records,
                deleted,
                marked,
                ..
            } = state;
            let mut beside = Vec::new();
            match records {
                _ if *deleted => beside.push(texts.deleted().to_owned()),
                Some(records) => beside.push(texts.count(*records)),
                None => {}
            }
            if index == 0 {
                beside.push(texts.now_state().to_owned());
            }
            beside.extend(
                marked
                    .iter()
                    .map(|reason| texts.before(texts.reason(reason))),
            );
            let source = Source::State {
                name: name.clone(),
                seq: *seq,
                at: *at,
            };
            self.choice(source, *at, beside.join("  "))
        };
        Thing {
            title: self.data.document_name(name.as_str(), self.lang),
            beside: states
                .first()
                .and_then(|state| state.at)
                .map_or_else(String::new, |at| self.age(at)),
            choices: states.iter().enumerate().map(choice).collect(),
            begins_with_now: true,
        }
    }
}
