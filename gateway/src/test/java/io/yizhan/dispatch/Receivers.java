package io.yizhan.dispatch;

import static io.yizhan.testing.Correspondence.SECRET;

import io.yizhan.testing.Correspondence;
import io.yizhan.testing.Kafka;
import io.yizhan.testing.MariaDb;
import io.yizhan.testing.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;

/** Platforms that are reached by one way each, seen from outside. */
final class Receivers {
    static final String TABLE = "service_evaluation_evaluation";
    private static final Pattern NUMBER = Pattern.compile("GJ-PJ-([a-z0-9-]+)");
    private static final AtomicLong TIME = new AtomicLong();
    private static final Duration LONG = Duration.ofSeconds(30);

    private Receivers() {}

    /** One of them. It takes what comes until it is told not to. */
    interface Receiver extends AutoCloseable {
        /** From now on it takes nothing, although it is asked to. */
        void refuse();

        void take();

        /** The numbers of what it has got, in the order in which it got it, and again where it got it again. */
        List<String> got();

        @Override
        default void close() {}
    }

    /** An endpoint of that way, as partners.yaml has it; push as the usual ones have it. */
    static Map<String, Object> endpoint(Reach reach, String recipient, TestDatabase front, String maria) {
        return switch (reach) {
            case PUSH -> Map.of();
            case MAILBOX -> Map.of("way", "mailbox", "timeout", "3s");
            case KAFKA -> Map.of("way", "kafka", "topic", "partner." + recipient);
            case TABLE_ON_POSTGRESQL -> table(recipient, front.url(), front.user());
            case TABLE_ON_MARIADB -> table(recipient, maria, MariaDb.USER);
        };
    }

    private static Map<String, Object> table(String recipient, String url, String user) {
        return Map.of(
                "way", "table", "timeout", "3s",
                "database", Map.of("url", url, "user", user, "password", "env:" + user.toUpperCase(java.util.Locale.ROOT)),
                "tables", Map.of("up", "up_" + recipient + "_", "down", "dn_" + recipient + "_"));
    }

    static String number(String text) {
        Matcher found = NUMBER.matcher(text);
        return found.find() ? found.group(1) : "none";
    }

    /** Called over HTTP. */
    record Called(Correspondence world, String recipient) implements Receiver {
        @Override
        public void refuse() {
            world.answers(recipient, Correspondence.status(503));
        }

        @Override
        public void take() {
            world.answers(recipient, Correspondence.taken());
        }

        @Override
        public List<String> got() {
            return world.received(recipient).stream().map(request -> number(request.getBodyAsString())).toList();
        }
    }

    /** Reads a topic, which can be kept from being there: of two names that differ by a dot and a low line only, there is but one. */
    record Reading(Kafka kafka, String topic) implements Receiver {
        @Override
        public void refuse() {
            try (Admin admin = kafka.admin()) {
                Awaitility.await().atMost(LONG).until(() -> kafka.topics().containsKey(topic));
                Awaitility.await().atMost(LONG).ignoreExceptions().until(() -> {
                    admin.deleteTopics(List.of(topic)).all().get();
                    admin.createTopics(List.of(new NewTopic(other(), 1, (short) 1))).all().get();
                    return true;
                });
            }
        }

        private String other() {
            return topic.replace('.', '_');
        }

        @Override
        public void take() {
            try (Admin admin = kafka.admin()) {
                admin.deleteTopics(List.of(other())).all().get();
            } catch (InterruptedException | ExecutionException failed) {
                throw new IllegalStateException(failed);
            }
        }

        @Override
        public List<String> got() {
            try {
                return kafka.topics().containsKey(topic) ? kafka.read(topic).stream().map(one -> number(one.value())).toList() : List.of();
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    /** Has a table the gateway writes to, which can be put away. */
    record Kept(Jdbi database, String name, String numbered) implements Receiver {
        static Kept in(Jdbi database, String recipient, String numbered) {
            String name = "dn_" + recipient + "_" + TABLE;
            String columns = "position " + numbered + ", row_guid varchar(80) NOT NULL PRIMARY KEY, cd_operation char(1) NOT NULL, cd_batch varchar(32), cd_time timestamp NULL, "
                    + "data_source varchar(60), assess_no varchar(80), payload text";
            database.useHandle(handle -> {
                handle.execute("DROP TABLE IF EXISTS " + name);
                handle.execute("CREATE TABLE " + name + " (" + columns + ")");
            });
            return new Kept(database, name, numbered);
        }

        @Override
        public void refuse() {
            database.useHandle(handle -> handle.execute("ALTER TABLE " + name + " RENAME TO " + name + "_away"));
        }

        @Override
        public void take() {
            database.useHandle(handle -> handle.execute("ALTER TABLE " + name + "_away RENAME TO " + name));
        }

        @Override
        public List<String> got() {
            return database.withHandle(handle -> handle.createQuery("SELECT assess_no FROM " + name + " ORDER BY position").mapTo(String.class).list())
                    .stream()
                    .map(Receivers::number)
                    .toList();
        }
    }

    /** A mailbox, as its owner calls for it. */
    record Mailbox(HttpClient client, Correspondence world, String application) {
        private static final Pattern DELIVERY = Pattern.compile("Yizhan-Delivery: (\\S+)");

        static Mailbox of(Correspondence world, String recipient) {
            return new Mailbox(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), world, "app-" + recipient);
        }

        CompletableFuture<HttpResponse<String>> fetching(String parameters) {
            return client.sendAsync(request("", parameters + "&").GET().build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        }

        HttpResponse<String> fetch(String parameters) {
            return fetching(parameters).join();
        }

        HttpResponse<String> acknowledge(String delivery) {
            HttpRequest request = request("/" + delivery, "").DELETE().build();
            return client.sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)).join();
        }

        HttpResponse<String> twice() {
            HttpRequest request = request("", "").GET().build();
            client.sendAsync(request, HttpResponse.BodyHandlers.discarding()).join();
            return client.sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)).join();
        }

        /** Names and what they are the names of, in the order in which they were handed out. */
        static Map<String, String> deliveries(HttpResponse<String> answer) {
            Map<String, String> deliveries = new LinkedHashMap<>();
            for (String part : answer.body().split("--yizhan-")) {
                Matcher delivery = DELIVERY.matcher(part);
                if (delivery.find()) {
                    deliveries.put(delivery.group(1), number(part));
                }
            }
            return deliveries;
        }

        private HttpRequest.Builder request(String below, String parameters) {
            String now = String.valueOf(TIME.updateAndGet(last -> Math.max(last + 1, System.currentTimeMillis())));
            return HttpRequest.newBuilder(URI.create(world.url() + "/gateway/api/inbox" + below + "?" + parameters + "appKey=" + application + "&requestTime=" + now
                    + "&sign=" + md5(application + SECRET + now)));
        }

        private static String md5(String text) {
            try {
                return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException absent) {
                throw new IllegalStateException(absent);
            }
        }
    }

    /** Fetches from a mailbox again and again, in a thread of its own, and acknowledges what it takes. */
    static final class Fetching implements Receiver {
        private final Mailbox mailbox;
        private final List<String> got = new CopyOnWriteArrayList<>();
        private final Thread thread = new Thread(this::rounds, "mailbox");
        private volatile boolean taking = true;
        private volatile boolean closed;

        Fetching(Mailbox mailbox) {
            this.mailbox = mailbox;
            thread.setDaemon(true);
            thread.start();
        }

        /** Goes on where the gateway is away for a while. */
        private void rounds() {
            while (!closed) {
                try {
                    round();
                } catch (CompletionException away) {
                    Thread.onSpinWait();
                }
            }
        }

        private void round() {
            Mailbox.deliveries(mailbox.fetch("wait=2s&max=10")).forEach((delivery, number) -> {
                got.add(number);
                if (taking) {
                    mailbox.acknowledge(delivery);
                }
            });
        }

        @Override
        public void refuse() {
            taking = false;
        }

        @Override
        public void take() {
            taking = true;
        }

        @Override
        public List<String> got() {
            return List.copyOf(got);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
