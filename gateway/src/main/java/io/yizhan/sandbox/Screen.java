package io.yizhan.sandbox;

import java.io.PrintWriter;

/** Where the story is told. */
@FunctionalInterface
public interface Screen {
    void line(String text);

    /** How things stand; where it can be, in place of how they stood before. */
    default void live(String text) {
        line(text);
    }

    /** One that can redraw its last line, as a terminal can. Not safe for several threads. */
    static Screen terminal(PrintWriter out) {
        return new Terminal(out);
    }

    final class Terminal implements Screen {
        private static final String REDRAWN = "\r\033[K";

        private final PrintWriter out;
        private boolean drawn;

        private Terminal(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void line(String text) {
            out.println(drawn ? System.lineSeparator() + text : text);
            out.flush();
            drawn = false;
        }

        @Override
        public void live(String text) {
            out.print(REDRAWN + text);
            out.flush();
            drawn = true;
        }
    }
}
