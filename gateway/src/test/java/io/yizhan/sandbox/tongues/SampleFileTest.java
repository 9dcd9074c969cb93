package io.yizhan.sandbox.tongues;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.sandbox.platforms.Platform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleFileTest {
    private static final SampleFile OFD = SampleFile.of("1.2.156.3005.2.11100000YANGBEN00L001.11360100YANGBEN013.YB000001.001.B");
    private static final SampleFile PDF = SampleFile.of("1.2.156.3005.2.11100000YANGBEN00L002.11360100YANGBEN013.YB000011.001.S");

    @Test
    void an_ofd_is_a_document_of_one_page_that_says_it_is_a_sample() throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(OFD.bytes()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] xml = zip.readAllBytes();
                entries.put(entry.getName(), Xml.read(xml).text(""));
            }
        }

        assertThat(entries).containsOnlyKeys("OFD.xml", "Doc_0/Document.xml", "Doc_0/PublicRes.xml", "Doc_0/Pages/Page_0/Content.xml");
        assertThat(entries.get("Doc_0/Pages/Page_0/Content.xml")).contains("样本 SAMPLE", "YB000001");
    }

    @Test
    void a_pdf_finds_each_of_its_objects_where_its_table_says() {
        String text = new String(PDF.bytes(), StandardCharsets.US_ASCII);
        Matcher start = Pattern.compile("startxref\\n(\\d+)\\n%%EOF\\n$").matcher(text);
        assertThat(start.find()).isTrue();
        String table = text.substring(Integer.parseInt(start.group(1)));
        assertThat(table).startsWith("xref\n");
        Matcher place = Pattern.compile("(\\d{10}) 00000 n ").matcher(table);
        for (int object = 1; place.find(); object++) {
            assertThat(text.substring(Integer.parseInt(place.group(1)))).startsWith(object + " 0 obj");
        }
    }

    @Test
    void the_same_licence_always_has_the_same_file() {
        assertThat(SampleFile.at(OFD.link(URI.create("http://127.0.0.1:1"), Platform.JIANGXI).getPath())).contains(OFD);
        assertThat(new SampleFile(OFD.name()).bytes()).isEqualTo(OFD.bytes());
        assertThat(OFD.digest()).isEqualTo(OFD.digest()).isNotEqualTo(PDF.digest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/files/jiangxi/", "/files/jiangxi/x.txt", "/files/jiangxi/..%2fsecret.ofd", "/files/jiangxi/%s.ofd"})
    void nothing_else_is_a_file(String path) {
        assertThat(SampleFile.at(path)).isEqualTo(Optional.empty());
    }
}
