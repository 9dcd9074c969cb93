package io.yizhan.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.vocabulary.Headers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which charset a body is read by, and what is no text at all. */
class DecodingTest {
    private static final String TEXT = "证照·𠮷";
    private static final Charset OWN = Charset.forName("GB18030");

    @Test
    void reads_by_the_dialects_own_charset_where_a_body_says_nothing() throws Unreadable {
        assertThat(Decoding.text(TEXT.getBytes(OWN), Headers.none(), OWN)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "text/xml;charset=UTF-8 | UTF-8", "text/xml; charset=\"utf-8\" | UTF-8", "text/xml; a=b; CHARSET = utf8 | UTF-8",
        "application/json;charset=GBK | GB18030", "text/xml;charset=gb2312 | GB18030", "text/xml;charset=GB18030;x=y | GB18030"
    })
    void believes_the_content_type(String type, String charset) throws Unreadable {
        assertThat(Decoding.text(TEXT.getBytes(charset(charset)), Headers.of("Content-Type", type), other(charset))).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?> | UTF-8", "<?xml version = '1.0' encoding = 'gbk' ?> | GB18030",
        "<?xml version='1.0' encoding='GB2312' standalone='yes'?> | GB18030"
    })
    void believes_the_declaration_of_xml(String declaration, String charset) throws Unreadable {
        assertThat(Decoding.text((declaration + TEXT).getBytes(charset(charset)), Headers.none(), other(charset))).isEqualTo(declaration + TEXT);
    }

    @Test
    void believes_the_content_type_before_the_declaration() throws Unreadable {
        String body = "<?xml version=\"1.0\" encoding=\"GBK\"?>" + TEXT;

        assertThat(Decoding.text(body.getBytes(StandardCharsets.UTF_8), Headers.of("content-type", "text/xml; charset=UTF-8"), OWN)).isEqualTo(body);
    }

    @Test
    void believes_a_byte_order_mark_before_all_and_takes_it_away() throws Unreadable {
        byte[] marked = ("\uFEFF" + TEXT).getBytes(StandardCharsets.UTF_8);

        assertThat(Decoding.text(marked, Headers.of("content-type", "text/xml; charset=GBK"), OWN)).isEqualTo(TEXT);
    }

    @Test
    void takes_the_mark_away_in_gb18030_too() throws Unreadable {
        assertThat(Decoding.text(("\uFEFF" + TEXT).getBytes(OWN), Headers.none(), OWN)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "UTF-16", "Big5", "no-such-charset", "us-ascii"})
    void refuses_charsets_nobody_agreed_on(String name) {
        Headers headers = Headers.of("content-type", "text/xml; charset=" + name);
        byte[] declared = ("<?xml version=\"1.0\" encoding=\"" + name + "\"?><r/>").getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> Decoding.text(new byte[] {'x'}, headers, OWN)).isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> Decoding.text(declared, Headers.none(), OWN)).isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE"})
    void refuses_utf_16_by_its_mark(String charset) {
        byte[] body = "\uFEFF<r/>".getBytes(Charset.forName(charset));

        assertThatThrownBy(() -> Decoding.text(body, Headers.none(), OWN)).isInstanceOf(Unreadable.class);
    }

    @Test
    void refuses_bytes_that_are_not_of_the_charset() {
        byte[] truncated = {'x', (byte) 0xD6};

        assertThatThrownBy(() -> Decoding.text(TEXT.getBytes(OWN), Headers.none(), StandardCharsets.UTF_8)).isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> Decoding.text(truncated, Headers.none(), OWN)).isInstanceOf(Unreadable.class);
    }

    private static Charset charset(String name) {
        return Charset.forName(name);
    }

    private static Charset other(String name) {
        return name.equals("UTF-8") ? OWN : StandardCharsets.UTF_8;
    }
}
