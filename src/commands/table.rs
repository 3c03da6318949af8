//! The table of commands. The order is that of help and README: what is used most comes first.

use crate::lang::{Commands, Lang};

/// Where a command's keys apply. The nearest scope wins: a text field over its pane, a pane over the cockpit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Moving in any list, tree, menu or reader.
    List,
    /// The cockpit: works from every pane that is not taking text.
    Cockpit,
    Timeline,
    /// The notes of a plan, in the timeline's place.
    Notes,
    Week,
    Questions,
    /// What a review session is to be like.
    Session,
    /// A session that is over.
    Summary,
    /// A question opened for review.
    Card,
    /// A why-chain being gone through.
    Drill,
    /// An answer being typed.
    Answer,
    /// A few ways to go on, one of which is taken.
    Choice,
    /// A question being written: several fields of text.
    Form,
    Drafts,
    Mock,
    /// A mock interview that runs: its notes are text.
    MockNotes,
    /// A mock interview being looked back on.
    MockReview,
    Stories,
    /// A story being told against the clock.
    Rehearsal,
    Interviews,
    /// An interview that is open: the plan until it, or what was asked in it.
    Debrief,
    Periods,
    Memory,
    Library,
    /// The text editor of a draft.
    Editor,
    Retro,
    Palette,
    Help,
    Start,
    /// A yes / no question.
    Confirm,
    /// The question what to do with changes that another time could not be saved.
    Rescued,
    /// A line of text being asked for.
    Line,
}

impl Scope {
    /// Whether characters are typed as text here, so that only other keys are commands.
    pub fn is_text(self) -> bool {
        matches!(
            self,
            Scope::Editor
                | Scope::Retro
                | Scope::Palette
                | Scope::Line
                | Scope::Form
                | Scope::MockNotes
                | Scope::Answer
        )
    }
}

/// A row of the table.
pub struct Command {
    pub id: Cmd,
    /// Stable name, used in `settings.json` and by `gongbu keys`.
    pub name: &'static str,
    pub scope: Scope,
    /// Default keys; several sequences may give the same command.
    pub keys: &'static [&'static str],
    /// Shown in the hint line of its scope.
    pub hint: bool,
    title: fn(Commands) -> &'static str,
}

impl Command {
    /// What it does, in a few words.
    pub fn title(&self, lang: Lang) -> &'static str {
        (self.title)(lang.commands())
    }
}

macro_rules! commands {
    ($($scope:ident { $($id:ident $title:ident $name:literal [$($key:literal)*] $($hint:ident)?;)* })*) => {
        /// A command.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Cmd { $($($id,)*)* }

        /// All commands.
        pub const COMMANDS: &[Command] = &[
            $($(Command {
                id: Cmd::$id,
                name: $name,
                scope: Scope::$scope,
                keys: &[$($key),*],
                hint: false $(|| commands!(@$hint))?,
                title: Commands::$title,
            },)*)*
        ];
    };
    (@hint) => { true };
}

impl Cmd {
    /// Which of a few ways to go on a digit takes, from 0; none for other commands.
    pub fn choice(self) -> Option<usize> {
        const DIGITS: [Cmd; 9] = [
            Cmd::Choice1,
            Cmd::Choice2,
            Cmd::Choice3,
            Cmd::Choice4,
            Cmd::Choice5,
            Cmd::Choice6,
            Cmd::Choice7,
            Cmd::Choice8,
            Cmd::Choice9,
        ];
        DIGITS.iter().position(|digit| *digit == self)
    }

    /// Its row of the table.
    pub fn command(self) -> &'static Command {
        &COMMANDS[self as usize]
    }
}

commands! {
    Cockpit {
        NextPane next_pane "pane.next" ["Tab"] hint;
        PreviousPane previous_pane "pane.previous" ["shift-Tab"];
        TimelinePane timeline_pane "pane.timeline" ["1"];
        WeekPane week_pane "pane.week" ["2"];
        QuestionsPane questions_pane "pane.questions" ["3"];
        DraftsPane drafts_pane "pane.drafts" ["4"];
        Zoom zoom "pane.zoom" ["z"];
        DailyRetro daily_retro "retro.daily" ["r"] hint;
        WeeklyRetro weekly_retro "retro.weekly" [];
        MonthlyRetro monthly_retro "retro.monthly" [];
        QuarterlyRetro quarterly_retro "retro.quarterly" [];
        PromiseKept promise_kept "promise.kept" ["y"];
        PromiseBroken promise_broken "promise.broken" ["n"];
        PromiseCarried promise_carried "promise.carry" ["c"];
        Undo undo "app.undo" ["u"] hint;
        Redo redo "app.redo" ["ctrl-r"];
        OpenPalette open_palette "app.palette" [":" "ctrl-p"] hint;
        OpenHelp open_help "app.help" ["?" "F1"] hint;
        MockInterviews mock_interviews "mock.open" ["M"];
        StoryBank story_bank "stories.open" ["S"];
        InterviewLog interview_log "interviews.open" ["I"];
        StudyPeriods study_periods "periods.open" ["P"];
        MemoryCharts memory_charts "memory.open" ["V"];
        OpenLibrary open_library "library.open" ["L"];
        UpdatePlans update_plans "plans.update" [];
        AdoptPack adopt_pack "packs.adopt" [];
        ImportQuestions import_questions "questions.import" [];
        RestoreData restore_data "data.restore" [];
        BackupData backup_data "data.backup" [];
        CheckData check_data "data.doctor" [];
        SwitchLanguage switch_language "app.language" ["ctrl-l"];
        Suspend suspend "app.suspend" ["ctrl-z"];
        TakeOver take_over "app.take-over" ["T"];
        ShowRescued show_rescued "app.rescued" [];
        Quit quit "app.quit" ["q" "ctrl-c" "ctrl-q"] hint;
    }
    List {
        Up up "list.up" ["Up" "k"];
        Down down "list.down" ["Down" "j"];
        Left left "list.left" ["Left" "h"];
        Right right "list.right" ["Right" "l"];
        Open open "list.open" ["Enter"] hint;
        Back back "list.back" ["Esc"];
        Top top "list.top" ["Home" "g g"];
        Bottom bottom "list.bottom" ["End" "G"];
        PageUp page_up "list.page-up" ["PageUp" "ctrl-b"];
        PageDown page_down "list.page-down" ["PageDown" "ctrl-f"];
    }
    Timeline {
        ZoomIn zoom_in "timeline.zoom-in" ["+" "="] hint;
        ZoomOut zoom_out "timeline.zoom-out" ["-"] hint;
        FitAll fit_all "timeline.fit-all" ["0"] hint;
        TimelineToday timeline_today "timeline.today" ["t"] hint;
        NextWeek next_week "timeline.next-week" ["w"];
        PreviousWeek previous_week "timeline.previous-week" ["b"];
        FoldRow fold_row "timeline.fold" ["Space"] hint;
        PlanNotes plan_notes "timeline.notes" ["i"] hint;
    }
    Notes {
        CloseNotes close_notes "notes.close" ["Esc" "i" "Enter"] hint;
    }
    Week {
        ToggleDone toggle_done "item.done" ["Space" "x"] hint;
        ToggleDoing toggle_doing "item.doing" ["d"] hint;
        SkipItem skip_item "item.skip" ["s"] hint;
        LogTime log_time "item.log" ["+" "="] hint;
        AddItem add_item "item.add" ["a"] hint;
        AddChild add_child "item.add-child" ["A"];
        EditItem edit_item "item.edit" ["e"];
        EditItemHours edit_item_hours "item.estimate" ["E"];
        NoteItem note_item "item.note" ["m"];
        ReadMeasure read_measure "item.read" ["v"];
        SetDue set_due "item.due" ["b"];
        DeleteItem delete_item "item.delete" ["D" "Delete"];
        MoveItemUp move_item_up "item.up" ["K" "shift-Up"];
        MoveItemDown move_item_down "item.down" ["J" "shift-Down"];
        DraftFromItem draft_from_item "item.draft" ["w"];
        QuestionFromItem question_from_item "item.question" ["Q"];
        WeekBefore week_before "week.before" ["["] hint;
        WeekAfter week_after "week.after" ["]"] hint;
        ThisWeek this_week "week.this" ["t"];
        FoldAll fold_all "week.fold-all" ["Z"];
    }
    Questions {
        SearchQuestions search_questions "questions.search" ["/"] hint;
        FilterTopic filter_topic "questions.topic" ["f"] hint;
        FilterDue filter_due "questions.due" ["d"];
        SortQuestions sort_questions "questions.sort" ["o"];
        StartReview start_review "questions.review" ["Space"] hint;
        CramList cram_list "questions.cram" ["c"];
        AddQuestion add_question "questions.add" ["a"] hint;
        EditQuestion edit_question "questions.edit" ["e"];
        DeleteQuestion delete_question "questions.delete" ["D" "Delete"];
    }
    Session {
        BeginSession begin_session "session.begin" ["Enter" "Space"] hint;
        SessionKind session_kind "session.kind" ["c"] hint;
        LeaveSession leave_session "session.leave" ["Esc" "q"] hint;
        Session0 session_0 "session.0" ["0"];
        Session1 session_1 "session.1" ["1"];
        Session2 session_2 "session.2" ["2"];
        Session3 session_3 "session.3" ["3"];
        Session5 session_5 "session.5" ["5"];
    }
    Summary {
        MoreTime more_time "summary.more" ["5" "m"];
    }
    Card {
        Reveal reveal "card.reveal" ["Space"] hint;
        TakeGrade take_grade "card.take" ["Enter"];
        GradeAgain grade_again "card.again" ["1"];
        GradeHard grade_hard "card.hard" ["2"];
        GradeGood grade_good "card.good" ["3"];
        GradeEasy grade_easy "card.easy" ["4"];
        StartChain start_chain "card.chain" ["w"] hint;
        TypeAnswer type_answer "card.answer" ["i"];
        SaidAloud said_aloud "card.aloud" ["p"];
        TickPoint tick_point "card.tick" ["x"];
        NotYet not_yet "card.not-yet" ["d"];
        EarlierAnswers earlier_answers "card.earlier" ["o"];
        EditCard edit_card "card.edit" ["e"];
        UndoGrade undo_grade "card.undo" ["u"];
        LeaveCard leave_card "card.leave" ["Esc" "q"] hint;
    }
    Drill {
        RevealWhy reveal_why "chain.reveal" ["Space" "Enter"] hint;
        WhyHeld why_held "chain.held" ["3" "y"] hint;
        WhyFailed why_failed "chain.failed" ["1" "n"] hint;
        UndoWhy undo_why "chain.undo" ["u"] hint;
        LeaveDrill leave_drill "chain.leave" ["Esc" "q"] hint;
    }
    Answer {
        AnswerDone answer_done "answer.done" ["Esc" "ctrl-s"] hint;
        AnswerUndo answer_undo "answer.undo" ["ctrl-z"];
        AnswerRedo answer_redo "answer.redo" ["ctrl-y"];
    }
    Choice {
        Choice1 choice_1 "choice.1" ["1"] hint;
        Choice2 choice_2 "choice.2" ["2"] hint;
        Choice3 choice_3 "choice.3" ["3"] hint;
        Choice4 choice_4 "choice.4" ["4"];
        Choice5 choice_5 "choice.5" ["5"];
        Choice6 choice_6 "choice.6" ["6"];
        Choice7 choice_7 "choice.7" ["7"];
        Choice8 choice_8 "choice.8" ["8"];
        Choice9 choice_9 "choice.9" ["9"];
        TickChoice tick_choice "choice.tick" ["Space" "x"];
    }
    Form {
        FormNext form_next "form.next" ["Tab"] hint;
        FormPrevious form_previous "form.previous" ["shift-Tab"];
        FormSave form_save "form.save" ["ctrl-s"] hint;
        FormUndo form_undo "form.undo" ["ctrl-z"];
        FormRedo form_redo "form.redo" ["ctrl-y"];
        FormLeave form_leave "form.leave" ["Esc"] hint;
    }
    Mock {
        EndBrokenMock end_broken_mock "mock.end-broken" ["x"] hint;
        DeleteMock delete_mock "mock.delete" ["D" "Delete"] hint;
    }
    MockNotes {
        MockNext mock_next "mock.next" ["Tab" "ctrl-n" "F2"] hint;
        MockPause mock_pause "mock.pause" ["ctrl-p" "F4"] hint;
        MockLeave mock_leave "mock.leave" ["Esc"] hint;
        MockEnd mock_end "mock.end" ["ctrl-e" "F10"] hint;
        MockUndo mock_undo "mock.undo" ["ctrl-z"];
    }
    MockReview {
        MockTick mock_tick "mock.tick" ["Space" "x"] hint;
        MockScore1 mock_score1 "mock.score-1" ["1"];
        MockScore2 mock_score2 "mock.score-2" ["2"];
        MockScore3 mock_score3 "mock.score-3" ["3"];
        MockScore4 mock_score4 "mock.score-4" ["4"];
        MockScore5 mock_score5 "mock.score-5" ["5"];
        MockItem mock_item "mock.item" ["a"] hint;
        MockQuestion mock_question "mock.question" ["q"] hint;
    }
    Library {
        PlanProject plan_project "library.plan" ["p"] hint;
        OpenInPlan open_in_plan "library.show" ["g"] hint;
        FollowLink follow_link "library.follow" ["f"] hint;
        SearchLibrary search_library "library.search" ["/"] hint;
        LibraryDone library_done "library.done" ["Space" "x"] hint;
        LibraryDoing library_doing "library.doing" ["d"];
        LibraryRead library_read "library.read" ["v"] hint;
        LibraryDue library_due "library.due" ["b"] hint;
        TakeAway take_away "library.take-away" ["D" "Delete"];
    }
    Periods {
        AddPeriod add_period "periods.add" ["a"] hint;
        EditPeriod edit_period "periods.edit" ["e"] hint;
        DeletePeriod delete_period "periods.delete" ["D" "Delete"] hint;
    }
    Drafts {
        AddDraft add_draft "drafts.add" ["a"] hint;
        RenameDraft rename_draft "drafts.rename" ["e"];
        CycleDraftState cycle_draft_state "drafts.state" ["s"] hint;
        DeleteDraft delete_draft "drafts.delete" ["D" "Delete"];
        StoryFromDraft story_from_draft "drafts.story" ["*" "F4"];
    }
    Stories {
        AddStory add_story "stories.add" ["a"] hint;
        EditStory edit_story "stories.edit" ["e"];
        TellStory tell_story "stories.tell" ["t"] hint;
        StoryCoverage story_coverage "stories.coverage" ["m"] hint;
        LinkQuestion link_question "stories.link" ["f"] hint;
        DraftFromStory draft_from_story "stories.draft" ["w"] hint;
        QuestionFromStory question_from_story "stories.question" ["Q"] hint;
        CopyStory copy_story "stories.copy" ["c"];
        MarkCompetency mark_competency "stories.mark" ["Space"] hint;
        DeleteStory delete_story "stories.delete" ["D" "Delete"];
    }
    Rehearsal {
        ShowPart show_part "rehearsal.show" ["Space"] hint;
        KeepRehearsal keep_rehearsal "rehearsal.keep" ["Enter"] hint;
        LeaveRehearsal leave_rehearsal "rehearsal.leave" ["Esc"] hint;
    }
    Interviews {
        AddInterview add_interview "interviews.add" ["a"] hint;
        EditInterview edit_interview "interviews.edit" ["e"] hint;
        HoldInterview hold_interview "interviews.held" ["h"] hint;
        DeleteInterview delete_interview "interviews.delete" ["D" "Delete"];
    }
    Debrief {
        AddAsked add_asked "debrief.add" ["a"] hint;
        WentAgain went_again "debrief.again" ["1"];
        WentHard went_hard "debrief.hard" ["2"];
        WentGood went_good "debrief.good" ["3"];
        WentEasy went_easy "debrief.easy" ["4"];
        CycleOutcome cycle_outcome "debrief.outcome" ["o"] hint;
        NoteInterview note_interview "debrief.note" ["n"] hint;
        QuestionFromAsked question_from_asked "debrief.question" ["Q"] hint;
        DeleteAsked delete_asked "debrief.delete" ["D" "Delete"];
    }
    Memory {
        NextChart next_chart "memory.next" ["Tab"] hint;
        PreviousChart previous_chart "memory.previous" ["shift-Tab"];
        ChartSpan chart_span "memory.span" ["Space"] hint;
        RaiseRetention raise_retention "memory.raise" ["+" "="] hint;
        LowerRetention lower_retention "memory.lower" ["-"] hint;
        MoreNew more_new "memory.more-new" [">"];
        FewerNew fewer_new "memory.fewer-new" ["<"];
        MemoryTopic memory_topic "memory.topic" ["f"] hint;
        FitParameters fit_parameters "memory.fit" ["o"] hint;
        UsualParameters usual_parameters "memory.usual" ["x"];
    }
    Editor {
        LeaveEditor leave_editor "editor.leave" ["Esc"] hint;
        SaveDraft save_draft "editor.save" ["ctrl-s"] hint;
        NextSection next_section "editor.next-section" ["Tab"] hint;
        PreviousSection previous_section "editor.previous-section" ["shift-Tab"];
        FindInDraft find_in_draft "editor.find" ["ctrl-f"] hint;
        AddSections add_sections "editor.sections" ["ctrl-t"];
        StoryFromText story_from_text "editor.story" ["F4"];
        FindNext find_next "editor.find-next" ["F3" "ctrl-g"];
        UndoText undo_text "editor.undo" ["ctrl-z"] hint;
        RedoText redo_text "editor.redo" ["ctrl-y"];
        SelectAll select_all "editor.select-all" ["ctrl-a"];
        CopyText copy_text "editor.copy" ["ctrl-c"];
        CutText cut_text "editor.cut" ["ctrl-x"];
        PasteText paste_text "editor.paste" ["ctrl-v"];
    }
    Retro {
        AnswerPrompt answer_prompt "retro.answer" ["Enter"] hint;
        FinishRetro finish_retro "retro.finish" ["ctrl-s"] hint;
        LeaveRetro leave_retro "retro.leave" ["Esc"] hint;
        RetroNewline retro_newline "retro.newline" ["alt-Enter" "ctrl-j"] hint;
        EarlierRetro earlier_retro "retro.earlier" ["PageUp"];
        LaterRetro later_retro "retro.later" ["PageDown"];
        NextPrompt next_prompt "retro.next" ["Tab"];
        PreviousPrompt previous_prompt "retro.previous" ["shift-Tab"] hint;
    }
    Palette {
        PaletteUp palette_up "palette.up" ["Up" "ctrl-p"];
        PaletteDown palette_down "palette.down" ["Down" "ctrl-n"];
        PaletteRun palette_run "palette.run" ["Enter"] hint;
        PaletteClose palette_close "palette.close" ["Esc"] hint;
    }
    Help {
        HelpClose help_close "help.close" ["Esc" "q" "?" "Enter"] hint;
    }
    Start {
        StartNext start_next "start.next" ["Enter"] hint;
        StartBack start_back "start.back" ["Esc"] hint;
        StartField start_field "start.field" ["Tab"] hint;
    }
    Confirm {
        Yes yes "confirm.yes" ["y" "Enter"] hint;
        No no "confirm.no" ["n" "Esc"] hint;
    }
    Rescued {
        TakeRescued take_rescued "rescued.take" ["y"] hint;
        LaterRescued later_rescued "rescued.later" ["Esc" "n"] hint;
        DiscardRescued discard_rescued "rescued.discard" ["d"] hint;
    }
    Line {
        LineOk line_ok "line.ok" ["Enter"] hint;
        LineCancel line_cancel "line.cancel" ["Esc"] hint;
        LineNext line_next "line.next" ["Tab" "Down"];
        LinePrevious line_previous "line.previous" ["shift-Tab" "Up"];
    }
}
