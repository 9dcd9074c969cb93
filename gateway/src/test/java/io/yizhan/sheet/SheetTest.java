package io.yizhan.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.sheet.Sheet.Format;
import io.yizhan.sheet.Sheet.Row;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Made-up policies, as an office keeps them. */
class SheetTest {
    private static final String NAMED = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>名称</v></c></row>";
    private static final String NAMES = "名称,地区,金额,开始,直达,奖励一,奖励二,备注\n";

    @TempDir
    private Path folder;

    private Columns columns;

    @BeforeEach
    void what_the_columns_mean() throws IOException {
        columns = Columns.load(write("some.columns.yaml", """
                columns:
                  名称: {at: /title, required: true}
                  地区: {at: /regions, split: "[;；]"}
                  行业: {at: /industries, split: "[;；]", join: ","}
                  金额: {at: /amount, as: number}
                  年限: {at: /years, as: whole}
                  开始: {at: /from, as: date}
                  结束: {at: /to, as: date, also: [长期]}
                  限额: {at: /cap, as: number, expected: a sum in yuan}
                  直达: {at: /direct, as: yes-no}
                  奖励一: {at: /benefits/0/name}
                  奖励二: {at: /benefits/1/name}
                ignored: [备注]
                """.getBytes(StandardCharsets.UTF_8)));
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private Outcome<Sheet> csv(String text) throws IOException {
        return Sheet.open(write("some.csv", text.getBytes(StandardCharsets.UTF_8)), Format.CSV, columns);
    }

    private static List<Row> all(Outcome<Sheet> opened) {
        List<Row> rows = new ArrayList<>();
        try (Sheet sheet = opened.fold(there -> there, refusal -> {
            throw new AssertionError(refusal);
        })) {
            for (Optional<Row> row = sheet.next(); row.isPresent(); row = sheet.next()) {
                rows.add(row.get());
            }
        }
        return rows;
    }

    private static List<String> items(Outcome<Sheet> opened) {
        return all(opened).stream().map(row -> row.line() + " " + row.item().fold(Object::toString, refusal -> refusal.code() + " " + refusal.place())).toList();
    }

    private static Refusal refused(Outcome<Sheet> opened) {
        return opened.fold(sheet -> {
            sheet.close();
            throw new AssertionError("not refused");
        }, refusal -> refusal);
    }

    @Test
    void reads_each_line_as_its_columns_say() throws IOException {
        assertThat(items(csv(NAMES + "示例补贴,5201;5202,10.50,2026年3月1日,是,甲,乙,x\n"))).containsExactly(
                "2 {\"title\":\"示例补贴\",\"regions\":[\"5201\",\"5202\"],\"amount\":10.50,\"from\":\"2026-03-01\",\"direct\":true,\"benefits\":[{\"name\":\"甲\"},{\"name\":\"乙\"}]}");
    }

    @Test
    void joins_what_the_dialect_wants_in_one_text() throws IOException {
        assertThat(items(csv("名称,行业\nx,餐饮； 住宿;\n"))).containsExactly("2 {\"title\":\"x\",\"industries\":\"餐饮,住宿\"}");
    }

    @Test
    void says_nothing_of_empty_cells() throws IOException {
        assertThat(items(csv(NAMES + "示例,,,,,,乙,\n"))).containsExactly("2 {\"title\":\"示例\",\"benefits\":[{\"name\":\"乙\"}]}");
    }

    @Test
    void passes_over_empty_lines() throws IOException {
        assertThat(items(csv(NAMES + "\n,,,,,,,\n示例\n"))).containsExactly("4 {\"title\":\"示例\"}");
    }

    @Test
    void reads_cells_of_several_lines() throws IOException {
        assertThat(items(csv(NAMES + "\"示\n例\"\n另一\n"))).containsExactly("2 {\"title\":\"示\\n例\"}", "4 {\"title\":\"另一\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x,,一百                 | 2 MALFORMED 金额
            x,,1e9                  | 2 MALFORMED 金额
            x,,,2026-02-30          | 2 MALFORMED 开始
            x,,,明年                | 2 MALFORMED 开始
            x,,,2026-3-1 24:00:00   | 2 MALFORMED 开始
            x,,,2026-3-1 soon       | 2 MALFORMED 开始
            x,,,,也许               | 2 MALFORMED 直达
            x,,,,,,,,more           | 2 MALFORMED column 9
            """)
    void refuses_a_line_that_is_not_what_its_columns_want_and_reads_the_next(String line, String expected) throws IOException {
        assertThat(items(csv(NAMES + line + "\ny\n"))).containsExactly(expected, "3 {\"title\":\"y\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-3-1", "2026/03/01", "2026.3.1", "2026年3月1日", "20260301", "2026-3-1 0:00:00", "2026-03-01 00:00:00.000", "2026/3/1 9:30", "2026-03-01T23:59:59",
        "２０２６年３月１日", "２０２６－０３－０１", "2026／3／1"
    })
    void reads_a_day_however_it_is_written(String day) throws IOException {
        assertThat(items(csv("名称,开始\nx," + day + "\n"))).containsExactly("2 {\"title\":\"x\",\"from\":\"2026-03-01\"}");
    }

    @Test
    void reads_numbers_and_truth_in_full_width_and_texts_as_they_are() throws IOException {
        assertThat(items(csv("名称,金额,年限,直达\n样本１,１０．５,３,ｙ\n")))
                .containsExactly("2 {\"title\":\"样本１\",\"amount\":10.5,\"years\":3,\"direct\":true}");
    }

    @Test
    void passes_on_the_words_a_column_may_hold_as_well() throws IOException {
        assertThat(items(csv("名称,结束\nx,长期\ny,2026-3-1\n"))).containsExactly("2 {\"title\":\"x\",\"to\":\"长期\"}", "3 {\"title\":\"y\",\"to\":\"2026-03-01\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            开始 | a date, for instance 2026-11-22
            结束 | a date, for instance 2026-11-22, or 长期
            限额 | a sum in yuan
            """)
    void says_what_was_expected(String column, String expected) throws IOException {
        List<Row> rows = all(csv("名称," + column + "\nx,many\n"));
        assertThat(rows.get(0).item().fold(item -> "", Refusal::expected)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            名称;金额        | commas between cells (RFC 4180), and no other separator
            名称，金额       | commas between cells (RFC 4180), and no other separator
            惠企政策一览表,  | the names of the columns, with no title above them: 名称, 地区, 行业, 金额, 年限, 开始, 结束, 限额, 直达, 奖励一, 奖励二
            地区,金额        | the column 名称 once
            名称,地区,名称   | the column 名称 once
            名称,地区,地区   | the column 地区 once
            名称,金 额       | one of the columns 名称, 地区, 行业, 金额, 年限, 开始, 结束, 限额, 直达, 奖励一, 奖励二
            """)
    void refuses_a_file_whose_columns_are_others(String names, String expected) throws IOException {
        assertThat(refused(csv(names + "\nx,1,2\n")).expected()).isEqualTo(expected);
    }

    @Test
    void refuses_an_empty_file() throws IOException {
        assertThat(refused(csv("")).expected()).isEqualTo("the column 名称 once");
    }

    @ParameterizedTest
    @CsvSource({"UTF-8,''", "UTF-8,\uFEFF", "GB18030,''"})
    void reads_what_office_programs_write(String charset, String mark) throws IOException {
        Path file = write("some.csv", (mark + "名称\n示例\n").getBytes(Charset.forName(charset)));
        assertThat(items(Sheet.open(file, Format.CSV, columns))).containsExactly("2 {\"title\":\"示例\"}");
    }

    /** So long that a character falls apart where one buffer ends and the next begins. */
    @ParameterizedTest
    @CsvSource({"UTF-8", "GB18030"})
    void reads_long_files_of_either_charset(String charset) throws IOException {
        Path file = write("some.csv", ("名称\n" + "a示例\n".repeat(40_000)).getBytes(Charset.forName(charset)));
        assertThat(all(Sheet.open(file, Format.CSV, columns))).hasSize(40_000).allMatch(row -> row.item().fold(item -> item.path("title").asText().equals("a示例"), no -> false));
    }

    @Test
    void a_file_that_breaks_off_gives_the_lines_before_it() throws IOException {
        assertThat(items(csv("名称\n一\n\"二"))).containsExactly("2 {\"title\":\"一\"}", "3 MALFORMED ");
    }

    @Test
    void who_closed_no_quotation_is_told_so() throws IOException {
        Row last = all(csv("名称\n一\n\"二")).get(1);
        assertThat(last.item().fold(item -> "", Refusal::expected)).contains("quotation mark");
    }

    private Path sheets(VisibilityState second, String held) throws IOException {
        Path file = folder.resolve("some.xlsx");
        try (OutputStream out = Files.newOutputStream(file); Workbook book = new Workbook(out, "tests", "1.0")) {
            Worksheet sheet = book.newWorksheet("政策");
            sheet.value(0, 0, "名称");
            sheet.value(1, 0, "一");
            Worksheet other = book.newWorksheet("续表");
            other.value(3, 2, held);
            other.setVisibilityState(second);
        }
        return file;
    }

    @Test
    void refuses_a_workbook_with_rows_on_another_sheet() throws IOException {
        assertThat(refused(Sheet.open(sheets(VisibilityState.VISIBLE, "二"), Format.XLSX, columns)).expected()).startsWith("all rows on the first sheet");
    }

    @ParameterizedTest
    @CsvSource({"VISIBLE, ' '", "HIDDEN, 二", "VERY_HIDDEN, 二"})
    void passes_over_other_sheets_that_are_empty_or_hidden(VisibilityState second, String held) throws IOException {
        assertThat(items(Sheet.open(sheets(second, held), Format.XLSX, columns))).containsExactly("2 {\"title\":\"一\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SCHEMA_VIOLATION | /title          | too long   | 名称     | too long
            UNMAPPABLE       | /regions/1      | a code     | 地区     | a code
            SCHEMA_VIOLATION | /benefits/1     | a name     | 奖励二   | a name
            SCHEMA_VIOLATION | /benefits       | some       | 奖励一   | some
            SCHEMA_VIOLATION | /cap            | ^[0-9]+$   | 限额     | a sum in yuan
            UNMAPPABLE       | /cap            | a code     | 限额     | a code
            SCHEMA_VIOLATION | /capital        | some       | /capital | some
            MALFORMED        | column 9        | none       | column 9 | none
            """)
    void tells_by_their_columns_what_is_wrong_with_rows(RefusalCode code, String place, String expected, String column, String words) {
        Refusal told = columns.told(Refusal.of(code, place, expected));
        assertThat(List.of(told.place(), told.expected())).containsExactly(column, words);
    }

    @Test
    void a_cell_that_never_ends_is_not_kept_in_memory() throws IOException {
        assertThat(items(csv("名称\n" + "长".repeat(200_000) + "\n"))).containsExactly("2 MALFORMED ");
    }

    @ParameterizedTest
    @CsvSource({"20000", "2000000"})
    void a_row_of_very_many_cells_is_not_kept_in_memory(int commas) throws IOException {
        assertThat(items(csv("名称\n一\n" + ",".repeat(commas) + "\n"))).containsExactly("2 {\"title\":\"一\"}", "3 MALFORMED ");
    }

    @Test
    void refuses_a_line_with_what_cannot_be_stored_and_reads_the_next() throws IOException {
        assertThat(items(csv("名称\na\0b\n一\n"))).containsExactly("2 MALFORMED 名称", "3 {\"title\":\"一\"}");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void refuses_what_is_no_such_file(Format format) throws IOException {
        Path file = write("some", new byte[] {'P', 'K', 3, 4, 0, (byte) 0xFF, (byte) 0xFF, '\n'});
        assertThat(refused(Sheet.open(file, format, columns)).code().toString()).isEqualTo("MALFORMED");
    }

    @Test
    void reads_a_workbook() throws IOException {
        Path file = folder.resolve("some.xlsx");
        try (OutputStream out = Files.newOutputStream(file); Workbook book = new Workbook(out, "tests", "1.0")) {
            Worksheet sheet = book.newWorksheet("政策");
            List<String> names = List.of("名称", "年限", "金额", "开始", "直达", "地区");
            for (int i = 0; i < names.size(); i++) {
                sheet.value(0, i, names.get(i));
            }
            sheet.value(2, 0, " 示例 ");
            sheet.value(2, 1, 3);
            sheet.value(2, 2, 10.5);
            sheet.value(2, 3, LocalDate.of(2026, 3, 1));
            sheet.style(2, 3).format("yyyy\"年\"m\"月\"d\"日\"").set();
            sheet.value(2, 4, true);
            sheet.value(2, 5, 520102);
        }
        assertThat(items(Sheet.open(file, Format.XLSX, columns)))
                .containsExactly("3 {\"title\":\"示例\",\"years\":3,\"amount\":10.5,\"from\":\"2026-03-01\",\"direct\":true,\"regions\":[\"520102\"]}");
    }

    @ParameterizedTest
    @CsvSource({"0%, 0.15, 15%", "0.00%, 0.1225, 12.25%", "0.0%, 7.0000000000000007E-2, 7%", "0\"%\", 15, 15", "[>1]0\\%, 15, 15"})
    void a_percentage_is_what_the_cell_shows(String format, double value, String shown) throws IOException {
        Path file = folder.resolve("some.xlsx");
        try (OutputStream out = Files.newOutputStream(file); Workbook book = new Workbook(out, "tests", "1.0")) {
            Worksheet sheet = book.newWorksheet("政策");
            sheet.value(0, 0, "名称");
            sheet.value(1, 0, value);
            sheet.style(1, 0).format(format).set();
        }
        assertThat(items(Sheet.open(file, Format.XLSX, columns))).containsExactly("2 {\"title\":\"" + shown + "\"}");
    }

    @Test
    void refuses_a_line_of_which_the_workbook_itself_says_that_it_is_wrong() throws IOException {
        Path file = workbook("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>名称</v></c></row><row r=\"2\"><c r=\"A2\" t=\"e\"><v>#REF!</v></c></row>", "");
        assertThat(items(Sheet.open(file, Format.XLSX, columns))).containsExactly("2 MALFORMED 名称");
    }

    @ParameterizedTest
    @CsvSource({"1E500000000", "1E-500000000", "1E99999999999", "1E1001"})
    void refuses_a_line_with_a_number_that_is_short_only_as_it_is_written(String number) throws IOException {
        Path file = workbook(NAMED + "<row r=\"2\"><c r=\"A2\"><v>" + number + "</v></c></row><row r=\"3\"><c r=\"A3\"><v>1E3</v></c></row>", "");
        assertThat(items(Sheet.open(file, Format.XLSX, columns))).containsExactly("2 MALFORMED 名称", "3 {\"title\":\"1000\"}");
    }

    /** Each is a workbook of a few kilobytes, packed. */
    static Stream<String> beyond() {
        return Stream.of(
                "<row r=\"2\"><c r=\"ZZZZZZ2\"><v>1</v></c></row>",
                "<row r=\"2\"><c r=\"XFE2\"><v>1</v></c></row>",
                "<row r=\"2\">" + "<c/>".repeat(20_000) + "</row>",
                "<row r=\"2\"><row/>" + "<c/>".repeat(20_000) + "</row>",
                "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>2147483647</v></c></row>",
                "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>" + "x".repeat(200_000) + "</t></is></c></row>",
                "<row r=\"2\"><c r=\"A2\"><v>" + "1".repeat(2_000) + "</v></c></row>",
                "<row r=\"2\"><c r=\"A2\"><f>" + "A1+".repeat(10_000) + "A1</f></c></row>",
                "<row r=\"2\"><c r=\"A2\" note=\"" + "x".repeat(9 << 20) + "\"/></row>",
                "<row r=\"2\">" + "<x>".repeat(200) + "</x>".repeat(200) + "</row>",
                "<row r=\"2\"><c r=\"A2\"><f t=\"shared\" ref=\"A2\" si=\"0\">" + "A1+".repeat(5_000) + "A1</f></c></row>"
                        + "<row><c><f t=\"shared\" si=\"0\"/></c></row>".repeat(1_000));
    }

    @ParameterizedTest
    @MethodSource("beyond")
    void refuses_a_workbook_that_is_small_and_takes_much_to_be_read(String rows) throws IOException {
        assertThat(refused(Sheet.open(workbook(NAMED + rows, ""), Format.XLSX, columns)).expected()).isEqualTo("an XLSX workbook, unpacked at most 512 MiB");
    }

    @Test
    void reads_a_workbooks_last_column_and_its_shared_texts() throws IOException {
        Path file = workbook(NAMED + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"XFD2\"/></row>", "");
        assertThat(items(Sheet.open(file, Format.XLSX, columns))).containsExactly("2 {\"title\":\"样本\"}");
    }

    @Test
    void fetches_nothing_for_a_workbook_from_elsewhere() throws IOException {
        Path secret = write("secret", "秘密".getBytes(StandardCharsets.UTF_8));
        Path file = workbook("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>名称</v></c></row><row r=\"2\"><c r=\"A2\" t=\"str\"><v>&x;</v></c></row>",
                "<!DOCTYPE worksheet [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>");
        Outcome<Sheet> opened = Sheet.open(file, Format.XLSX, columns);
        assertThat(opened instanceof Outcome.Refused ? List.of() : items(opened)).noneMatch(item -> item.contains("秘密"));
    }

    @Test
    void refuses_a_workbook_that_unpacks_to_too_much() throws IOException {
        Path file = folder.resolve("some.xlsx");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            byte[] blanks = new byte[1 << 20];
            for (int i = 0; i < 513; i++) {
                zip.write(blanks);
            }
        }
        assertThat(refused(Sheet.open(file, Format.XLSX, columns)).expected()).isEqualTo("an XLSX workbook, unpacked at most 512 MiB");
    }

    private Path workbook(String rows, String doctype) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            entry(zip, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                    + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                    + "<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml\"/>"
                    + "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>");
            entry(zip, "xl/styles.xml", "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>");
            entry(zip, "xl/sharedStrings.xml", "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>样本</t></si></sst>");
            entry(zip, "_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>");
            entry(zip, "xl/workbook.xml", "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
                    + "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
            entry(zip, "xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                    + "<Relationship Id=\"rId1\" Type=\"worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
            entry(zip, "xl/worksheets/sheet1.xml", "<?xml version=\"1.0\"?>" + doctype
                    + "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>" + rows + "</sheetData></worksheet>");
        }
        return write("some.xlsx", bytes.toByteArray());
    }

    private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            columns: {名称: {at: title}}                                | JSON pointer
            columns: {名称: {at: /title}, 标题: {at: /title}}           | two columns lead to one place
            columns: {名称: {at: /title, as: colour}}                   | COLOUR
            columns: {名称: {at: /title, split: "["}}                   | Unclosed
            columns: {名称: {at: /title, splitt: ","}}                  | splitt
            {columns: {名称: {at: /title}}, ignored: [名称]}            | none that is ignored as well
            columns: {}                                                 | at least one
            columns: {名称: }                                           | each column says where it belongs
            columns: {名称: {required: true}}                           | JSON pointer
            """)
    void a_description_of_columns_that_cannot_be_is_refused(String text, String why) throws IOException {
        Path file = write("wrong.yaml", text.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Columns.load(file)).isInstanceOf(InvalidColumns.class).hasMessageContaining("wrong.yaml").hasMessageContaining(why);
    }

    @Test
    void rows_of_a_workbook_whose_numbers_do_not_go_up_are_counted() throws IOException {
        String rows = "";
        for (String row : List.of("3 a", "3 b", "2 c", "9 d")) {
            rows += "<row r=\"" + row.charAt(0) + "\"><c t=\"str\"><v>" + row.charAt(2) + "</v></c></row>";
        }
        Path file = workbook("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>名称</v></c></row>" + rows, "");
        assertThat(items(Sheet.open(file, Format.XLSX, columns)))
                .containsExactly("3 {\"title\":\"a\"}", "4 {\"title\":\"b\"}", "5 {\"title\":\"c\"}", "9 {\"title\":\"d\"}");
    }

    /** Lines of which the last one makes whoever reads it stumble. */
    private static final class Stumbling implements Lines {
        private final List<String> before;
        private final Error error;
        private int read;
        private boolean closed;

        Stumbling(Error error, String... before) {
            this.error = error;
            this.before = List.of(before);
        }

        @Override
        public Optional<Line> next() {
            if (read == before.size()) {
                throw error;
            }
            return Optional.of(new Line(read + 1, List.of(Cell.of(before.get(read++)))));
        }

        @Override
        public String whole() {
            return "lines";
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void a_line_that_makes_its_parser_stumble_ends_the_file() {
        assertThat(items(ColumnedSheet.of(new Stumbling(new StackOverflowError(), "名称", "一"), columns))).containsExactly("2 {\"title\":\"一\"}", "3 MALFORMED ");
    }

    @Test
    void names_of_columns_that_make_their_parser_stumble_are_refused() {
        Stumbling lines = new Stumbling(new OutOfMemoryError());
        assertThat(refused(ColumnedSheet.of(lines, columns)).place()).isEqualTo("line 1");
        assertThat(lines.closed).isTrue();
    }
}
