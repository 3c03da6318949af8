//! What a mock interview came to: points, scores, answers to keep, the trend of a kind.

use super::asked;
use crate::domain::data::Data;
use crate::domain::records::*;
use std::collections::BTreeSet;

/// The points that were said in all stages of a question, by their number, and how many it has.
pub fn points(data: &Data, mock: &Mock, question: &str) -> (BTreeSet<u32>, usize) {
    let count = match asked(data, question) {
        Some((question, None)) => question.points.len(),
        _ => 0,
    };
    let stages = mock.stages.iter();
    let same = stages.filter(|stage| stage.question.as_deref() == Some(question));
    let said = same.flat_map(|stage| stage.said.iter().copied());
    (said.filter(|n| (*n as usize) < count).collect(), count)
}

/// The score that the points ticked suggest, 1..=5; none where there are none to tick.
pub fn suggested(data: &Data, mock: &Mock, stage: usize) -> Option<u8> {
    let question = mock.stages.get(stage)?.question.as_ref()?;
    let (said, count) = points(data, mock, question);
    if count == 0 {
        return None;
    }
    let share = said.len() as f64 / count as f64;
    Some(1 + (4.0 * share).round() as u8)
}

/// The mean of the scores given, 1.0..=5.0.
pub fn score(mock: &Mock) -> Option<f64> {
    let scores: Vec<f64> = (mock.stages.iter())
        .filter_map(|stage| stage.score.map(f64::from))
        .collect();
    let count = scores.len() as f64;
    (count > 0.0).then(|| scores.iter().sum::<f64>() / count)
}

/// The questions that went badly: a score of 2 or less, or fewer than half of the points. What was neither scored nor
/// ticked was not judged. Follow-ups count for their questions.
pub fn weak(data: &Data, mock: &Mock) -> Vec<Id> {
    let mut found: Vec<Id> = Vec::new();
    for stage in &mock.stages {
        let Some(id) = &stage.question else { continue };
        let (said, count) = points(data, mock, id);
        let is_judged = stage.score.is_some() || !said.is_empty();
        let weak =
            stage.score.is_some_and(|score| score <= 2) || is_judged && said.len() * 2 < count;
        let question = id.split('#').next().unwrap_or(id).to_owned();
        if weak && data.question(&question).is_some() && !found.contains(&question) {
            found.push(question);
        }
    }
    found
}

/// The answers given in it, one for each question or follow-up that came up.
pub fn attempts(data: &Data, mock: &Mock) -> Vec<Attempt> {
    let mut attempts: Vec<Attempt> = Vec::new();
    for stage in &mock.stages {
        let Some(question) = &stage.question else {
            continue;
        };
        // Never came up: the mock ended before.
        if stage.seconds == 0 && stage.notes.is_empty() {
            continue;
        }
        let number = attempts.len() + 1;
        let known = attempts
            .iter_mut()
            .find(|known| known.question == *question);
        if let Some(known) = known {
            known.seconds = known.seconds.saturating_add(stage.seconds);
            known.text.extend(stage.notes.iter().cloned());
            known.aloud = known.text.is_empty();
            continue;
        }
        let (said, count) = points(data, mock, question);
        let id = format!("{}-{number}", mock.id);
        let before = data.attempts.get(&id).cloned().unwrap_or_default();
        attempts.push(Attempt {
            id,
            question: question.clone(),
            kind: AttemptKind::Mock,
            text: stage.notes.clone(),
            aloud: stage.notes.is_empty(),
            said: said.into_iter().collect(),
            points: u32::try_from(count).unwrap_or(u32::MAX),
            mock: Some(mock.id.clone()),
            seconds: stage.seconds,
            on: mock.on,
            at: mock.finished.unwrap_or(mock.seen),
            deleted: mock.deleted,
            ..before
        });
    }
    attempts
}

/// How a kind goes: its scores, oldest first; the mean of the last five, and of the five before.
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    pub scores: Vec<f64>,
    pub last: f64,
    pub before: Option<f64>,
}

/// The trend of a kind; none before the first score.
pub fn trend(data: &Data, kind: QuestionKind) -> Option<Trend> {
    let mut mocks: Vec<&Mock> = (data.mocks.iter())
        .filter(|mock| mock.kind == kind && mock.finished.is_some() && !mock.deleted)
        .collect();
    mocks.sort_by_key(|mock| mock.started);
    let scores: Vec<f64> = mocks.into_iter().filter_map(score).collect();
    let mean =
        |part: &[f64]| (!part.is_empty()).then(|| part.iter().sum::<f64>() / part.len() as f64);
    let (before, last) = scores.split_at(scores.len().saturating_sub(5));
    Some(Trend {
        last: mean(last)?,
        before: mean(&before[before.len().saturating_sub(5)..]),
        scores,
    })
}

/// The one that runs or was broken off, the latest if there are several.
pub fn unfinished(data: &Data) -> Option<&Mock> {
    (data.mocks.iter())
        .filter(|mock| mock.finished.is_none() && !mock.deleted)
        .max_by_key(|mock| mock.started)
}
