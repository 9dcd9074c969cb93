package io.yizhan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Made-up policies. */
class ConvertTest {
    private static final String NAMES = "序号,政策标识,版本号,政策名称,发文机关,政策层级,适用地区,发布日期,主题,兑现项,兑现方式\n";
    private static final String GOOD = "1,YB-1,1,餐饮租金减免（样本）,样本市商务局,city,330100,2026年11月1日,租金;餐饮,减免租金,fixed\n";

    @TempDir
    private Path folder;

    private Terminal convert(String name, String text) throws IOException {
        return convert(name, text, "zhejiang", "policy-catalogue");
    }

    private Terminal convert(String name, String text, String dialect, String kind) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return Terminal.run("convert", file.toString(), "--dialect", dialect, "--kind", kind, "--set", "mappings.directory=../mappings");
    }

    @Test
    void writes_each_row_as_the_item_it_is() throws IOException {
        Terminal said = convert("some.csv", NAMES + GOOD);
        assertThat(said).returns(0, Terminal::exit);
        assertThat(said.out().lines()).singleElement().satisfies(line ->
                assertThat(line).startsWith("{\"policyId\":\"YB-1\",\"version\":1,").contains("\"publishDate\":\"2026-11-01\"", "\"themes\":[\"租金\",\"餐饮\"]"));
    }

    @Test
    void says_what_is_wrong_with_a_row_and_writes_the_others() throws IOException {
        Terminal said = convert("some.csv", NAMES + "2,YB-2,first,x,y,city,330100,,,,\n3,YB-3,1,x,y,planet,330100,,,,\n" + GOOD);
        assertThat(said).returns(1, Terminal::exit);
        assertThat(said.out()).contains("YB-1").doesNotContain("YB-2", "YB-3");
        assertThat(said.err()).contains("line 2: ", "版本号, expected a whole number", "line 3: ", "2 rows are left out").doesNotContain("planet");
    }

    @Test
    void says_which_column_nobody_knows() throws IOException {
        Terminal said = convert("some.csv", "政策标识,颜色\nx,红\n");
        assertThat(said).returns(1, Terminal::exit);
        assertThat(said.err()).contains("line 1, column 2");
    }

    @Test
    void refuses_other_files() throws IOException {
        assertThat(convert("some.txt", NAMES + GOOD)).returns(2, Terminal::exit);
    }

    @Test
    void says_what_nobody_speaks_of() throws IOException {
        assertThat(convert("some.csv", NAMES + GOOD, "zhejiang", "supervision-check")).returns(3, Terminal::exit);
    }

    @Test
    void says_where_no_columns_are_described() throws IOException {
        Terminal said = convert("some.csv", NAMES + GOOD, "guangdong", "service-catalogue");
        assertThat(said).returns(3, Terminal::exit);
        assertThat(said.err()).contains("item.columns.yaml");
    }
}
