//! What taking up a pack from a file does, in words; the command line says the same.

use crate::content::{Adoption, LeftOut, Refusal};
use crate::lang::Lang;

/// What comes and what does not, line by line.
pub fn report(adoption: &Adoption, lang: Lang) -> Vec<String> {
    let texts = lang.adopt();
    let plan = adoption.plan.as_ref();
    let plan = plan.map(|(title, first, items)| {
        let first = first.to_string();
        texts.plan(title.get(lang), &first, *items)
    });
    let (questions, stories) = (adoption.questions, adoption.stories);
    let left_out = counted(&adoption.left_out, lang);
    [
        plan,
        (questions > 0).then(|| texts.questions(questions)),
        (stories > 0).then(|| texts.stories(stories)),
        (!left_out.is_empty()).then(|| texts.without(&left_out)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Why the pack in `file` cannot be taken up.
pub fn refused(refusal: &Refusal, file: &str, lang: Lang) -> String {
    let texts = lang.adopt();
    match refusal {
        Refusal::Followed(plan) => texts.followed(plan, file),
        Refusal::Taken(id) => texts.taken(id),
        Refusal::Known(ids) => texts.known(&ids.join(", "), file),
        Refusal::Nothing(left_out) => match counted(left_out, lang) {
            what if what.is_empty() => texts.nothing().to_owned(),
            what => texts.nothing_but(&what),
        },
    }
}

fn counted(left_out: &LeftOut, lang: Lang) -> String {
    let LeftOut {
        pages,
        projects,
        roles,
        retros,
    } = *left_out;
    lang.adopt().counted(pages, projects, roles, retros)
}
