package io.yizhan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
    @Test
    void a_terminal_redraws_how_things_stand_in_one_line() {
        StringWriter written = new StringWriter();
        Screen screen = Screen.terminal(new PrintWriter(written));

        screen.live("one");
        screen.live("two");
        screen.line("done");

        assertThat(written).hasToString("\r\033[Kone\r\033[Ktwo" + System.lineSeparator() + "done" + System.lineSeparator());
    }

    @Test
    void anything_else_gets_a_line_for_each() {
        List<String> lines = new ArrayList<>();
        Screen screen = lines::add;

        screen.live("one");
        screen.line("done");

        assertThat(lines).containsExactly("one", "done");
    }
}
