package io.yizhan.console;

import static io.yizhan.testing.Correspondence.recipient;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.contract.Contract;
import io.yizhan.delivery.Deliveries;
import io.yizhan.testing.Correspondence;
import io.yizhan.testing.RunningWorld;
import io.yizhan.vocabulary.PartnerId;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bad ratings that nobody has followed up in time. */
class FollowUpsTest {
    private static final Duration SIXTEEN_DAYS = Duration.ofDays(16);

    @RegisterExtension
    static final Correspondence world = Correspondence.usual();

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final int number = NEXT.getAndIncrement();
    private final String id = "f-" + number;

    @Test
    void shows_a_bad_rating_whose_time_is_over() {
        rated("4");
        Awaitility.await().untilAsserted(() -> assertThat(missing(SIXTEEN_DAYS)).singleElement().satisfies(each -> {
            assertThat(each.answer()).isEqualTo("follow-up");
            assertThat(each.message().sender()).isEqualTo(new PartnerId(Correspondence.SENDER));
            assertThat(each.message().partners()).containsExactly(new PartnerId(recipient(number)));
            assertThat(each.due()).isEqualTo(each.message().accepted().plus(Duration.ofDays(15)));
        }));
    }

    @Test
    void shows_no_bad_rating_that_still_has_time() {
        rated("5");
        assertThat(missing(Duration.ZERO)).isEmpty();
    }

    @Test
    void shows_no_good_rating() {
        rated("2");
        assertThat(missing(SIXTEEN_DAYS)).isEmpty();
    }

    @Test
    void shows_none_that_was_followed_up() {
        rated("5");
        HttpResponse<String> told = world.followUp(recipient(number), "{\"assessNo\": \"GJ-PJ-" + id + "\", \"objectType\": \"case\", \"objectAreaCode\": \""
                + Correspondence.region(number) + "00\", \"caseNo\": \"C-" + id + "\", \"source\": {\"areaCode\": \"000000\"}, \"star\": \"1\", "
                + "\"rectifyStatus\": \"doing\", \"rectifyTime\": \"20260403090000\"}");
        assertThat(told.body()).contains("\"00\"");
        assertThat(missing(SIXTEEN_DAYS)).isEmpty();
    }

    private void rated(String satisfaction) {
        String body = Correspondence.evaluation(id, number, "C-" + id).replace("\"satisfaction\": \"2\"", "\"satisfaction\": \"" + satisfaction + "\"");
        assertThat(world.send(body).body()).contains("accepted_at");
    }

    private List<FollowUps.Missing> missing(Duration later) {
        Clock clock = Clock.offset(Clock.systemUTC(), later);
        return FollowUps.of(Deliveries.in(world.database().jdbi()), Contract.load(RunningWorld.MAPPINGS), clock).missing(1000).stream()
                .filter(each -> each.message().senderId().filter(id::equals).isPresent())
                .toList();
    }
}
