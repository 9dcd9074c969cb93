package io.yizhan.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.PartnerId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tree against vectors made with Python's hashlib by a program of its own, from what the Javadoc of {@link Root} says. */
class RootTest {
    /** An item, its digest and its leaf, as a partner reads them. */
    private static final Pattern ITEM = Pattern.compile("`(\\{\"rate\".*?\\})`.*?`([0-9a-f]{64})`.*?`([0-9a-f]{64})`", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d) \\| `([0-9a-f]{64})` \\|$");
    private static final PartnerId PUBLISHER = new PartnerId("zhejiang");

    @Test
    void a_leaf_is_the_hash_of_name_version_and_content() {
        Digest content = Digest.sha256("{\"title\":\"稳岗补贴\",\"version\":1}".getBytes(StandardCharsets.UTF_8));
        assertThat(Root.leaf(PUBLISHER, "33-2026-1", 1, content)).hasToString("b94e01383a087e860b583d2ed25ff8771a9b640127183de55aa410bb0d98afee");
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.zh-CN.md"})
    void the_readmes_vectors_hold(String readme) throws IOException {
        String text = Files.readString(Path.of("..", readme));
        Matcher item = ITEM.matcher(text);
        assertThat(item.find()).isTrue();
        Digest content = CanonicalJson.write(new ObjectMapper().readTree(item.group(1))).map(Digest::sha256).fold(digest -> digest, refusal -> null);
        assertThat(content).hasToString(item.group(2));
        assertThat(Root.leaf(PUBLISHER, "33-2026-1", 1, content)).hasToString(item.group(3));
        assertThat(ROW.matcher(text).results().map(row -> Map.entry(row.group(1), row.group(2))).toList())
                .hasSize(6)
                .allSatisfy(row -> assertThat(root(Integer.parseInt(row.getKey()))).isEqualTo(row.getValue()));
    }

    @ParameterizedTest
    @CsvSource({
        "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "1, 36a1730d64119a36f8dc17fec9958ddb98fe70468d45df7593d732bffa859858",
        "2, a525cdb7d12d6aef98d140028c0110b8415dfafab98105a197339d02c8142088",
        "3, 64fbe6338cec096ab72d03f2a1ddde36a2d94af0ae611cf8c46712d110b34e35",
        "5, 6b232430f7af91bd99b95784e703e046c0a1189678f4bf760eeb3529a6165bb4",
        "7, 0e55972a010b39ab44b941157f80e7ddc36e6050eec32cb79a36824b35b537ce"
    })
    void the_root_is_that_of_rfc_6962(int size, String root) {
        assertThat(root(size)).isEqualTo(root);
    }

    private static String root(int size) {
        List<Digest> leaves = IntStream.rangeClosed(1, size)
                .mapToObj(n -> Root.leaf(PUBLISHER, "33-2026-" + n, n, Digest.sha256(("{\"n\":" + n + "}").getBytes(StandardCharsets.UTF_8))))
                .toList();
        return Root.over(leaves, 0).hash().toString();
    }
}
