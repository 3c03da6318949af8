//! A story told in other ways: as the question that asks for it, and as a draft; and a draft as a story.

use super::{Part, is_measured, question_id};
use crate::domain::draft::{Outline, Section};
use crate::domain::{Draft, Question, QuestionKind, Story, Text};
use crate::lang::{Lang, Stories};
use std::collections::BTreeMap;

/// The behavioural question that asks for a story: its four STAR parts are the points to say.
pub fn question(story: &Story) -> Question {
    let both = |text: &dyn Fn(Lang) -> String| {
        let (en, ko) = (text(Lang::En), text(Lang::Ko));
        Text::Both {
            en,
            ko,
            extra: None,
        }
    };
    let names: [fn(Stories) -> &'static str; 4] = [
        Stories::situation,
        Stories::task,
        Stories::action,
        Stories::result,
    ];
    let written = |part: Part| !part.of(story).is_empty();
    let points = Part::STAR.iter().zip(names);
    let points = points.filter(|((part, _), _)| written(*part));
    let points = points.map(|((part, _), name)| {
        both(&|lang| format!("{}: {}", name(lang.stories()), part.of(story).get(lang)))
    });
    let answer = both(&|lang| {
        let parts = Part::ALL.into_iter().filter(|part| written(*part));
        let parts: Vec<&str> = parts.map(|part| part.of(story).get(lang)).collect();
        parts.join("\n")
    });
    let metric = story.metric.as_ref();
    Question {
        id: question_id(&story.id),
        kind: QuestionKind::Behavioural,
        topic: "story".into(),
        prompt: both(&|lang| lang.stories().tell_me(story.title.get(lang))),
        hint: Some(both(&|lang| lang.stories().hint().to_owned())),
        points: points.collect(),
        answer,
        difficulty: 2,
        tags: story.competencies.clone(),
        source: metric.map(|metric| both(&|lang| lang.stories().metric_source(metric))),
        own: story.own,
        ..Question::default()
    }
}

/// The body of a draft that says what a story says. The task is a paragraph of its own below the situation, which
/// [`from_draft`] finds again.
pub fn draft_body(story: &Story, lang: Lang) -> Vec<String> {
    let mut body: Vec<String> = Vec::new();
    for section in Section::ALL {
        body.push(format!("## {}", lang.drafts().section(section)));
        body.push(String::new());
        for part in Part::ALL
            .into_iter()
            .filter(|part| part.section() == section)
        {
            let text = part.of(story).get(lang).trim();
            if !text.is_empty() {
                body.extend(text.lines().map(str::to_owned));
                body.push(String::new());
            }
        }
        let metric = story.metric.as_ref().filter(|metric| is_measured(metric));
        if let Some(metric) = metric.filter(|_| section == Section::Result) {
            let line = lang.stories().metric_source(metric);
            // Who wrote it into the result does not want it twice.
            if !body.contains(&line) {
                body.push(line);
                body.push(String::new());
            }
        }
    }
    body
}

/// A story with its empty parts filled from the sections of a draft, and linked to it.
pub fn from_draft(story: &Story, draft: &Draft, body: &[String], lang: Lang) -> Story {
    let sections = sections(body);
    let mut story = story.clone();
    let fill = |story: &mut Story, part: Part, text: &str| {
        if part.of(story).get(lang).trim().is_empty() && !text.is_empty() {
            let text = part.of(story).with(lang, text.to_owned());
            *part.of_mut(story) = text;
        }
    };
    let problem = sections.get(&Section::Problem);
    let problem = problem.map_or("", String::as_str);
    let (situation, task) = problem.split_once("\n\n").unwrap_or((problem, ""));
    fill(&mut story, Part::Situation, situation.trim());
    fill(&mut story, Part::Task, task.trim());
    for part in &Part::ALL[2..] {
        let text = sections.get(&part.section()).map_or("", String::as_str);
        let metric = story.metric.as_ref();
        let metric = metric.map(|metric| lang.stories().metric_source(metric));
        // The metric is a part of its own.
        let own = |line: &&str| metric.as_deref() != Some(line.trim());
        let text: Vec<&str> = text.lines().filter(own).collect();
        fill(&mut story, *part, text.join("\n").trim());
    }
    if story.title.is_empty() {
        story.title = Text::plain(draft.title.trim());
    }
    story.draft = Some(draft.id.clone());
    story.node = story.node.or_else(|| draft.node.clone());
    story
}

/// The texts below the headings of a draft's sections.
fn sections(body: &[String]) -> BTreeMap<Section, String> {
    let outline = Outline::of(body);
    let mut texts: BTreeMap<Section, String> = BTreeMap::new();
    for (number, heading) in outline.headings.iter().enumerate() {
        let Some(section) = heading.section else {
            continue;
        };
        let next = outline.headings.get(number + 1);
        let end = next.map_or(body.len(), |next| next.line);
        let text = body[heading.line + 1..end].join("\n");
        let known = texts.entry(section).or_default();
        let parts = [known.as_str(), text.trim()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let joined = parts.join("\n\n");
        *known = joined;
    }
    texts
}
