//! Reading the `JUnit` report of a checker from outside.

use anyhow::{Context, Result};
use roxmltree::{Document, Node};

/// What became of one check.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Outcome {
    Passed,
    /// It failed; what the report says of it.
    Failed(String),
    /// It did not run, and why.
    Skipped(String),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Case {
    pub(super) name: String,
    pub(super) outcome: Outcome,
}

/// The report's checks, in its order.
pub(super) fn cases(report: &str) -> Result<Vec<Case>> {
    let document = Document::parse(report).context("the report is no XML")?;
    let cases = document
        .descendants()
        .filter(|node| node.has_tag_name("testcase"));
    cases
        .map(|node| {
            let name = node.attribute("name").context("a check without a name")?;
            Ok(Case {
                name: name.to_owned(),
                outcome: outcome(node),
            })
        })
        .collect()
}

fn outcome(case: Node<'_, '_>) -> Outcome {
    let said = |tag: &str| {
        let child = case.children().find(|child| child.has_tag_name(tag))?;
        let message = child.attribute("message").unwrap_or_default();
        Some(
            [message, child.text().unwrap_or_default().trim()]
                .join("\n")
                .trim()
                .to_owned(),
        )
    };
    if let Some(text) = said("failure").or_else(|| said("error")) {
        Outcome::Failed(text)
    } else if let Some(why) = said("skipped") {
        Outcome::Skipped(why)
    } else {
        Outcome::Passed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_tells_what_passed_failed_and_was_skipped() {
        let report = r#"<?xml version="1.0"?><testsuites><testsuite name="s">
            <testcase name="a (X-1)"></testcase>
            <testcase name="b"><failure message="m">evidence &amp; more</failure></testcase>
            <testcase name="c"><skipped message="no data"/></testcase>
            <testcase name="d"><error message="broke"/></testcase>
        </testsuite></testsuites>"#;
        let outcomes: Vec<Outcome> = cases(report)
            .unwrap()
            .into_iter()
            .map(|c| c.outcome)
            .collect();
        assert_eq!(
            outcomes,
            [
                Outcome::Passed,
                Outcome::Failed("m\nevidence & more".to_owned()),
                Outcome::Skipped("no data".to_owned()),
                Outcome::Failed("broke".to_owned()),
            ]
        );
        assert_eq!(cases(report).unwrap()[0].name, "a (X-1)");
    }

    #[test]
    fn what_is_no_report_is_refused() {
        assert!(cases("").is_err());
        assert!(cases("<testsuites><testcase/></testsuites>").is_err());
    }
}
