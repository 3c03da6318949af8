//! Titles of the commands, a few words each: help, palette, hints and README show them.

use super::Lang;

texts! {
    /// Titles of the commands.
    Commands {
        next_pane => "Next pane", "다음 창";
        previous_pane => "Previous pane", "이전 창";
        timeline_pane => "Timeline", "타임라인";
        week_pane => "Week", "이번 주";
        questions_pane => "Questions", "질문 은행";
        drafts_pane => "Drafts", "초안";
        zoom => "Zoom this pane", "이 창 크게 / 되돌리기";
        daily_retro => "Daily retro", "오늘 회고";
        weekly_retro => "Weekly retro", "주간 회고";
        monthly_retro => "Monthly retro", "월간 회고";
        quarterly_retro => "Quarterly retro", "분기 회고";
        promise_kept => "Promise kept", "다짐 지킴";
        promise_broken => "Promise not kept", "다짐 못 지킴";
        promise_carried => "Carry the promise to tomorrow", "다짐을 내일로 넘김";
        undo => "Undo", "되돌리기";
        redo => "Redo", "다시 하기";
        open_palette => "Command palette", "명령 찾기";
        open_help => "Help", "도움말";
mock_interviews => "Mock interviews", "모의 면접";
        story_bank => "STAR stories", "STAR 이야기";
        interview_log => "Interviews", "면접";
        study_periods => "Periods of absence", "쉬는 기간";
        memory_charts => "Memory", "기억";
        update_plans => "Update the plans", "계획 갱신";
        restore_data => "Bring an earlier state back", "이전 상태 복원";
        backup_data => "Back up to a folder", "폴더에 백업";
        check_data => "Check the data", "데이터 점검";
        switch_language => "한국어로 바꾸기", "Switch to English";
        suspend => "Back to the shell for a while", "잠시 셸로 나가기";
        take_over => "Write here from now on", "이제부터 여기서 쓰기";
        show_rescued => "Unsaved changes that were found", "저장하지 못했던 변경 보기";
        quit => "Quit", "끝내기";
        up => "Up", "위로";
        down => "Down", "아래로";
        left => "Left / fold", "왼쪽 / 접기";
        right => "Right / unfold", "오른쪽 / 펼치기";
        open => "Open", "열기";
        back => "Back", "뒤로";
        top => "To the top", "맨 위로";
        bottom => "To the bottom", "맨 아래로";
        page_up => "Page up", "한 쪽 위로";
        page_down => "Page down", "한 쪽 아래로";
        zoom_in => "Zoom in", "확대";
        zoom_out => "Zoom out", "축소";
        fit_all => "Fit all", "전체 보기";
        timeline_today => "Go to today", "오늘로";
        next_week => "Next week", "다음 주";
        previous_week => "Previous week", "이전 주";
        fold_row => "Fold / unfold", "접기 / 펼치기";
        plan_notes => "Notes on the plan", "계획 메모";
        close_notes => "Close", "닫기";
        toggle_done => "Done", "완료";
        toggle_doing => "Doing", "진행";
        skip_item => "Skip with a reason", "이유 적고 건너뛰기";
        log_time => "Log time", "시간 기록";
        add_item => "Add an item", "항목 추가";
        add_child => "Add a sub-item", "하위 항목 추가";
        edit_item => "Edit the title", "제목 고치기";
        edit_item_hours => "Estimate in hours", "예상 시간";
        note_item => "Note", "메모";
        delete_item => "Delete own item", "내 항목 지우기";
        move_item_up => "Move up", "위로 옮기기";
        move_item_down => "Move down", "아래로 옮기기";
        draft_from_item => "Write a draft of it", "초안으로 쓰기";
        question_from_item => "Make a question of it", "질문으로 만들기";
        week_before => "Week before", "이전 주";
        week_after => "Week after", "다음 주";
        this_week => "This week", "이번 주로";
        fold_all => "Fold / unfold all", "모두 접기 / 펼치기";
        search_questions => "Search", "찾기";
        filter_topic => "Filter by topic", "주제 거르기";
        filter_due => "Only what is due", "복습할 것만";
        start_review => "Review what is due", "복습 시작";
        add_question => "Add a question", "질문 추가";
        edit_question => "Edit the question", "질문 고치기";
        delete_question => "Delete own question", "내 질문 지우기";
        reveal => "Reveal the next step", "다음 단계 보기";
        grade_again => "Again", "다시";
        grade_hard => "Hard", "어려움";
        grade_good => "Good", "알맞음";
        grade_easy => "Easy", "쉬움";
        edit_card => "Edit the question", "질문 고치기";
        undo_grade => "Take the last grade back", "앞 채점 되돌리기";
        leave_card => "Leave", "나가기";
        form_next => "Next field", "다음 칸";
        form_previous => "Previous field", "이전 칸";
        form_save => "Save", "저장";
        form_undo => "Undo typing", "입력 되돌리기";
        form_redo => "Redo typing", "입력 다시 하기";
        form_leave => "Save and leave", "저장하고 나가기";
        add_draft => "New draft", "새 초안";
        rename_draft => "Rename", "제목 고치기";
        cycle_draft_state => "Idea / draft / review / published", "구상 / 초안 / 퇴고 / 발행";
        delete_draft => "Delete the draft", "초안 지우기";
        leave_editor => "Back to the list", "목록으로";
        save_draft => "Save now", "바로 저장";
        next_section => "Next section", "다음 절";
        previous_section => "Previous section", "이전 절";
        find_in_draft => "Find", "찾기";
        add_sections => "Add the missing sections", "빠진 절 넣기";
        find_next => "Find next", "다음 찾기";
        undo_text => "Undo typing", "입력 되돌리기";
        redo_text => "Redo typing", "입력 다시 하기";
        select_all => "Select all", "모두 선택";
        copy_text => "Copy", "복사";
        cut_text => "Cut", "잘라내기";
        paste_text => "Paste what was copied here", "여기서 복사한 것 붙이기";
        answer_prompt => "Next / skip", "다음 / 건너뛰기";
        earlier_retro => "Earlier retro", "이전 회고";
        later_retro => "Later retro", "다음 회고";
        next_prompt => "Next prompt", "다음 물음";
        previous_prompt => "Previous prompt", "이전 물음";
        retro_newline => "New line", "줄 바꾸기";
        finish_retro => "Finish", "마치기";
        leave_retro => "Leave, to be continued", "나중에 이어서";
        palette_up => "Up", "위로";
        palette_down => "Down", "아래로";
        palette_run => "Run or go there", "실행 / 이동";
        palette_close => "Close", "닫기";
        help_close => "Close", "닫기";
        start_next => "Continue", "계속";
        start_back => "Back", "뒤로";
        start_field => "Next field", "다음 칸";
        yes => "Yes", "예";
        no => "No", "아니요";
        take_rescued => "Take them in", "반영";
        later_rescued => "Later", "나중에";
        discard_rescued => "Put them aside", "따로 치우기";
        line_ok => "OK", "확인";
        line_cancel => "Cancel", "취소";
        line_next => "Next field", "다음 칸";
        line_previous => "Previous field", "이전 칸";
    }
}

impl Lang {
    pub fn commands(self) -> Commands {
        Commands(self)
    }
}
