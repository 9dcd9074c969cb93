package io.yizhan.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yizhan.vocabulary.Environment;
import io.yizhan.vocabulary.PartnerId;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an item says of itself before it can be published. */
class PlacesTest {
    private static final Places PLACES = new Places("/id", "/version", "/withdrawn", Map.of());
    private static final Feed.Line LINE = new Feed.Line("notes", Environment.PRODUCTION);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
        "{\"id\": \"a-1\", \"version\": 1}                        | a-1 1 false",
        "{\"id\": \"甬政发〔2026〕1号\", \"version\": 2.0}        | 甬政发〔2026〕1号 2 false",
        "{\"id\": \"a\", \"version\": 3, \"withdrawn\": true}     | a 3 true",
        "{\"id\": \"a\", \"version\": 3, \"withdrawn\": null}     | a 3 false",
        "{\"id\": \"a\", \"version\": 3, \"withdrawn\": \"yes\"}  | /withdrawn",
        "{\"id\": \"a\", \"version\": 0}                          | /version",
        "{\"id\": \"a\", \"version\": -1}                         | /version",
        "{\"id\": \"a\", \"version\": 1.5}                        | /version",
        "{\"id\": \"a\", \"version\": 9223372036854775808}        | /version",
        "{\"id\": \"a\", \"version\": \"1\"}                      | /version",
        "{\"id\": \"a\"}                                          | /version",
        "{\"id\": \"\", \"version\": 1}                           | /id",
        "{\"id\": \"  \", \"version\": 1}                         | /id",
        "{\"id\": \"a b\", \"version\": 1}                        | /id",
        "{\"id\": \"　\", \"version\": 1}                         | /id",
        "{\"id\": \"a\\u0000\", \"version\": 1}                   | /id",
        "{\"id\": 7, \"version\": 1}                              | /id"
    })
    void an_item_has_an_id_and_a_version_that_everybody_can_keep(String item, String read) throws JsonProcessingException {
        assertThat(PLACES.publication(LINE, new PartnerId("east"), new ObjectMapper().readTree(item), Instant.EPOCH).<String>fold(
                        publication -> publication.name().id() + " " + publication.version() + " " + publication.withdrawn(), refusal -> refusal.place()))
                .isEqualTo(read);
    }
}
