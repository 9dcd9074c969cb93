package io.yizhan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class YizhanTest {
    private static final Map<String, String> COMMANDS = Map.ofEntries(
            Map.entry("serve", "Run the gateway until it is told to stop"),
            Map.entry("sandbox", "Start a gateway with simulated platforms"),
            Map.entry("new", "Begin a dialect or a kind"),
            Map.entry("new dialect", "Write a folder for a dialect"),
            Map.entry("new kind", "Write the canonical side of a kind"),
            Map.entry("try", "Run one mapping on one sample"),
            Map.entry("explain", "Show what a request's signature covers"),
            Map.entry("exchanges", "Look at what was exchanged"),
            Map.entry("exchanges list", "The newest exchanges"),
            Map.entry("exchanges show", "Every step of one exchange"),
            Map.entry("keygen", "Make a key pair for signing messages"),
            Map.entry("partners", "Show or change who exchanges"),
            Map.entry("completion", "Print a script that lets bash or zsh complete"));

    static Stream<Map.Entry<String, String>> commands() {
        return COMMANDS.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_says_what_it_is_for(Map.Entry<String, String> command) {
        assertThat(help(command.getKey()).out()).contains(command.getValue());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_gives_an_example(Map.Entry<String, String> command) {
        assertThat(help(command.getKey()).out()).containsPattern("Examples?:\\s+\\S*.*yizhan " + command.getKey());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_says_how_it_ends(Map.Entry<String, String> command) {
        assertThat(help(command.getKey()).out()).contains("Exit codes:", "  0  ", "  1  ", "  2  ", "  3  ");
    }

    @Test
    void lists_every_command() {
        assertThat(Terminal.run("--help").out()).contains("serve", "sandbox", "new", "try", "explain", "exchanges", "keygen", "partners", "completion");
    }

    @Test
    void help_is_found_right() {
        assertThat(Terminal.run("--help").exit()).isZero();
    }

    @Test
    void says_its_version_and_javas() {
        assertThat(Terminal.run("--version").out()).startsWith("yizhan ").contains("Java ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "serv", "serve --prot 1", "sandbox --port x", "try", "exchanges", "exchanges show not-an-id", "explain", "keygen", "partners", "new", "new dialect ours", "new kind ours"})
    void a_command_line_it_cannot_understand_ends_with_2(String line) {
        assertThat(Terminal.run(words(line)).exit()).isEqualTo(2);
    }

    @Test
    void suggests_the_option_that_may_be_meant() {
        assertThat(Terminal.run("serve", "--prot", "1").err()).contains("Did you mean --port?");
    }

    @Test
    void suggests_the_command_that_may_be_meant() {
        assertThat(Terminal.run("sandbx").err()).contains("yizhan sandbox");
    }

    @Test
    void points_to_the_help_of_the_command_that_was_meant() {
        assertThat(Terminal.run("exchanges", "list", "--limit", "many").err()).contains("Try 'yizhan exchanges list --help'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve --set http.prot=1", "exchanges list --settings /nowhere", "try /nowhere/a.jslt /nowhere/b.json", "explain /nowhere/c.http"})
    void what_it_cannot_do_ends_with_3(String line) {
        assertThat(Terminal.run(words(line)).exit()).isEqualTo(3);
    }

    @Test
    void a_failure_is_one_sentence() {
        assertThat(Terminal.run("serve", "--set", "http.prot=1").err())
                .isEqualToNormalizingNewlines("yizhan: There is no setting http.prot (on the command line). Did you mean http.port?\n");
    }

    @Test
    void shows_where_a_failure_came_from_when_asked() {
        assertThat(Terminal.run("serve", "--set", "http.prot=1", "--verbose").err()).contains("\tat io.yizhan.assembly.");
    }

    @Test
    void completes_commands_and_options() {
        assertThat(Terminal.run("completion").out()).contains("complete -F", "--settings", "exchanges");
    }

    private static Terminal help(String command) {
        return Terminal.run(words(command + " --help"));
    }

    private static String[] words(String line) {
        return line.isEmpty() ? new String[0] : line.split(" ");
    }
}
