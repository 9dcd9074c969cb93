package io.yizhan.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a command ends. Scripts rely on the numbers. */
enum ExitCode {
    OK(0, "It was done, and found right."),
    WRONG(1, "It was done, and found wrong or not as expected."),
    USAGE(2, "The command line cannot be understood."),
    CANNOT(3, "It cannot be done: settings, files, data directory or database.");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    int number() {
        return number;
    }

    static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        Arrays.stream(values()).forEach(code -> meanings.put(String.valueOf(code.number), code.meaning));
        return meanings;
    }
}
