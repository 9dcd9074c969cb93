package io.yizhan.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.feed.Root;
import io.yizhan.vocabulary.Digest;
import io.yizhan.vocabulary.PartnerId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * What it costs to publish and to follow, over HTTP to the gateway as it is distributed: items one by one from several senders, items in
 * batches, and a follower that has nothing yet and asks until it holds everything, which is proved by the root of the tree over it.
 */
final class Publishing {
    private static final String SERVICE = "s_sys_policy_catalogue";
    private static final int SENDERS = 8;
    private static final int WARM = 2_000;
    private static final int BATCH = 10_000;
    private static final int PAGE = 1_000;
    private static final long TELL_NANOS = 30_000_000_000L;

    private final Served gateway;
    private final National sender;
    private final Policies policies;
    private final AtomicLong number = new AtomicLong();

    private Publishing(Served gateway, int seed) {
        this.gateway = gateway;
        this.sender = new National(gateway.url(), Partners.SENDER);
        this.policies = new Policies(seed);
    }

    /** @param items how many are published in all */
    static void measure(int items, int seed) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("yizhan-bench");
        try (Served gateway = Served.start(directory, Partners.publishing(), Map.of())) {
            Publishing publishing = new Publishing(gateway, seed);
            int alone = Math.min(WARM, items / 4);
            publishing.oneByOne(alone, "to warm up");
            publishing.oneByOne(alone, SENDERS + " senders");
            publishing.batches(items);
            publishing.caughtUp(items);
        }
    }

    private void oneByOne(int many, String who) throws InterruptedException, IOException {
        AtomicLong left = new AtomicLong(many);
        Duration before = gateway.cpu();
        long begin = System.nanoTime();
        Senders.each(SENDERS, () -> {
            while (left.decrementAndGet() >= 0) {
                sender.accepted(SERVICE, next());
            }
        });
        System.out.printf("published one by one, %s: %s%n", who, rate(many, begin, before));
    }

    private String next() {
        synchronized (policies) {
            return policies.nationally(number.incrementAndGet());
        }
    }

    private void batches(int items) throws InterruptedException, IOException {
        long left = items - number.get();
        Duration before = gateway.cpu();
        long begin = System.nanoTime();
        while (number.get() < items) {
            long many = Math.min(BATCH, items - number.get());
            String lines = LongStream.range(0, many).mapToObj(each -> next()).collect(Collectors.joining("\n"));
            worked(sender.batch(SERVICE, lines.getBytes(StandardCharsets.UTF_8)), many);
        }
        System.out.printf("published in batches of %d: %s%n", BATCH, rate(left, begin, before));
    }

    private void worked(String batch, long many) throws InterruptedException {
        long told = System.nanoTime();
        JsonNode report = sender.asked("messages", "/" + batch);
        while (!report.path("state").asText().equals("done")) {
            Thread.sleep(200);
            report = sender.asked("messages", "/" + batch);
            if (System.nanoTime() - told > TELL_NANOS) {
                told = System.nanoTime();
                System.out.println("  " + report.path("lines"));
            }
        }
        if (report.at("/lines/accepted").asLong() != many) {
            throw new IllegalStateException("not all were accepted: " + report);
        }
    }

    private void caughtUp(int items) throws IOException {
        National follower = new National(gateway.url(), Partners.FOLLOWER);
        Map<String, Digest> held = new TreeMap<>();
        Duration before = gateway.cpu();
        long begin = System.nanoTime();
        JsonNode page = follow(follower, 0, held);
        while (page.path("more").asBoolean()) {
            page = follow(follower, page.path("cursor").asLong(), held);
        }
        String rate = rate(held.size(), begin, before);
        Root root = Root.over(held.values(), page.path("cursor").asLong());
        String told = follower.asked("feeds", "/policy-catalogue/root").path("root").asText();
        if (held.size() != items || !told.equals(root.hash().toString())) {
            throw new IllegalStateException("the follower holds " + held.size() + " items with root " + root.hash() + ", not " + told);
        }
        System.out.printf("an empty follower caught up with %d items: %s%n", items, rate);
    }

    private static JsonNode follow(National follower, long since, Map<String, Digest> held) {
        JsonNode page = follower.asked("feeds", "/policy-catalogue/changes?since=" + since + "&limit=" + PAGE);
        page.path("items").forEach(item -> {
            String publisher = item.path("publisher").asText();
            String id = item.path("id").asText();
            held.put(publisher + "\n" + id, Root.leaf(new PartnerId(publisher), id, item.path("version").asLong(), Digest.of(HexFormat.of().parseHex(item.path("digest").asText()))));
        });
        return page;
    }

    private String rate(long many, long begin, Duration before) throws IOException {
        double seconds = (System.nanoTime() - begin) / 1e9;
        return String.format("%.0f items/s, %.2f ms CPU each, %.1f s", many / seconds, gateway.cpu().minus(before).toNanos() / 1e6 / many, seconds);
    }
}
