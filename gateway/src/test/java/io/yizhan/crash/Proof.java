package io.yizhan.crash;

import io.yizhan.assembly.Settings;
import io.yizhan.delivery.Queue;
import io.yizhan.testing.RouteParameters;
import io.yizhan.testing.RunningWorld;
import io.yizhan.testing.Copies;
import io.yizhan.testing.TestDatabase;
import io.yizhan.vocabulary.MessageId;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.io.FileUtils;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;

/** One sender, many recipients, and the files by which gateways are started between them. */
final class Proof implements AutoCloseable {
    static final int RECIPIENTS = 60;
    /** So many calls are made for a message, and no more. */
    static final int ATTEMPTS = 8;
    /** A call may take so long. */
    static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String SECRET = "made-up-for-this-test";
    private static final Duration DRAINED = Duration.ofMinutes(15);

    private final Path directory;
    private final Recipients recipients;
    private final Jdbi tables;
    private final Map<String, String> database;
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger nodes = new AtomicInteger();
    private final Map<String, Integer> released = new ConcurrentHashMap<>();

    private Proof(Path directory, Recipients recipients, Jdbi tables, Map<String, String> database) {
        this.directory = directory;
        this.recipients = recipients;
        this.tables = tables;
        this.database = database;
    }

    static Proof over(TestDatabase database) throws IOException {
        return over(database.url(), database.user(), database.password());
    }

    /** On another database, empty or not. */
    static Proof over(String url, String user, String password) throws IOException {
        return over(Jdbi.create(url, user, password), Map.of("database.url", url, "database.user", user, "database.password", password));
    }

    /** On the PostgreSQL that the gateway runs by itself, whose files are in this directory. */
    static Proof overItsOwn(Path data) throws IOException {
        return over(Jdbi.create(() -> own(data.resolve("postgres.properties"))), Map.of("data.directory", data.toString()));
    }

    /** It is at another address after each start of its gateway, which says where. */
    private static Connection own(Path announced) throws SQLException {
        try (Reader reader = Files.newBufferedReader(announced)) {
            Properties where = new Properties();
            where.load(reader);
            return DriverManager.getConnection(where.getProperty("url"), where);
        } catch (IOException notYet) {
            throw new SQLException(notYet);
        }
    }

    private static Proof over(Jdbi tables, Map<String, String> database) throws IOException {
        Path directory = Files.createTempDirectory("yizhan-test-crash");
        Recipients recipients = Recipients.open(PATIENCE.toMillis() + 500);
        Proof proof = new Proof(directory, recipients, tables, database);
        Copies.mappings(directory.resolve("mappings"));
        Path kind = directory.resolve("mappings/canonical").resolve(Sent.Of.RECORD.kind()).resolve("kind.yaml");
        Files.writeString(kind, Files.readString(kind) + "\nidempotent: false\n");
        RouteParameters.changed(directory, Map.of("attempts", String.valueOf(ATTEMPTS), "firstPause", "1s", "longestPause", "1s"));
        Files.writeString(directory.resolve("partners.yaml"), proof.partners());
        return proof;
    }

    private String partners() {
        StringBuilder text = new StringBuilder("partners:\n")
                .append("- {id: sender, name: 样本, role: national, dialect: national, networks: [127.0.0.0/8],\n")
                .append("   keys: [{convention: gjgxjhpt, id: sender-rid, environment: production, secret: \"env:SECRET\"}],\n")
                .append("   endpoints: [").append(endpoint("delivery-status", "/sender/httpproxy")).append("]}\n");
        for (int i = 0; i < RECIPIENTS; i++) {
            text.append("- {id: r").append(i).append(", name: 样本, role: region, dialect: zhejiang, regions: [\"").append(Sent.region(i))
                    .append("\"], networks: [127.0.0.0/8],\n   endpoints: [")
                    .append(endpoint(Sent.Of.EVALUATION.kind(), "/honours/r" + i + "/gateway/api/evaluation/assess.htm")).append(",\n   ")
                    .append(endpoint(Sent.Of.CASE.kind(), "/honours/r" + i + "/gateway/api/case/submit.htm")).append(",\n   ")
                    .append(endpoint(Sent.Of.RECORD.kind(), "/forgets/r" + i + "/gateway/api/licence/use.htm")).append("]}\n");
        }
        text.append("agreements:\n");
        for (Sent.Of of : Sent.Of.values()) {
            text.append("- {id: ").append(of.kind()).append(", caller: sender, answers: [\"*\"], kind: ").append(of.kind())
                    .append(", purposes: [], bases: [holder, duty], release: full, from: 2020-01-01, to: 2099-12-31, way: [direct]}\n");
        }
        return text.toString();
    }

    private String endpoint(String kind, String path) {
        return "{kind: " + kind + ", environment: production, url: \"" + recipients.url() + path
                + "\", credential: {id: gateway, secret: \"env:SECRET\"}, timeout: " + PATIENCE.toSeconds() + "s, concurrency: 8}";
    }

    Recipients recipients() {
        return recipients;
    }

    Jdbi tables() {
        return tables;
    }

    /** A place where a gateway can be started, and be started again. */
    record Node(URI url, Path settings, Path log) {
        GatewayProcess start(Optional<GatewayProcess.Death> death) throws IOException {
            return GatewayProcess.start(settings, Map.of("SECRET", SECRET), death, log);
        }

        /** And wait until it serves. */
        GatewayProcess started() throws IOException {
            GatewayProcess gateway = start(Optional.empty());
            gateway.awaitReady();
            return gateway;
        }
    }

    /** Another on the same database, with the same keys. */
    Node beside(Node other, Map<String, String> own) throws IOException {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(other.settings())) {
            file.load(reader);
        }
        Map<String, String> all = new HashMap<>();
        file.forEach((key, value) -> all.put(key.toString(), value.toString()));
        Settings same = Settings.load(Optional.empty(), Map.of(), all);
        Map<String, String> keys = new HashMap<>(own);
        keys.put("secrets.key", same.secretsKey().toString());
        keys.put("gateway.key", same.gatewayKey().toString());
        keys.put("gateway.sm2-key", same.gatewaySm2Key().toString());
        return node(keys);
    }

    /** @param own settings beyond the usual ones */
    Node node(Map<String, String> own) throws IOException {
        String name = "node" + nodes.incrementAndGet();
        int port = freePort();
        Properties all = new Properties();
        all.putAll(Map.of(
                "data.directory", directory.resolve(name).toString(),
                "http.port", String.valueOf(port),
                "routes.directory", directory.resolve("routes").toString(),
                "mappings.directory", directory.resolve("mappings").toString(),
                "partners.file", directory.resolve("partners.yaml").toString(),
                "outbound.loopback", "true",
                "database.connections", "8"));
        all.putAll(database);
        all.putAll(own);
        Path settings = directory.resolve(name + ".properties");
        try (Writer writer = Files.newBufferedWriter(settings)) {
            all.store(writer, null);
        }
        return new Node(URI.create("http://127.0.0.1:" + port), settings, Path.of("target", "crash-" + directory.getFileName() + "-" + name + ".log"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Senders for as long as wanted, to these recipients in turn. */
    Feed feed(List<Node> to, int senders, int perSecond, List<Integer> recipients) {
        return new Feed(urls(to), SECRET, senders, perSecond, () -> Optional.of(next(recipients)));
    }

    /** So many messages. */
    Feed feed(List<Node> to, int senders, int perSecond, List<Integer> recipients, int messages) {
        AtomicInteger left = new AtomicInteger(messages);
        return new Feed(urls(to), SECRET, senders, perSecond, () -> left.getAndDecrement() > 0 ? Optional.of(next(recipients)) : Optional.empty());
    }

    Feed evaluations(List<Node> to, int senders, int perSecond, int recipient, int messages) {
        AtomicInteger left = new AtomicInteger(messages);
        return new Feed(urls(to), SECRET, senders, perSecond,
                () -> left.getAndDecrement() > 0 ? Optional.of(Sent.evaluation(recipient, numbers.incrementAndGet())) : Optional.empty());
    }

    private static List<URI> urls(List<Node> nodes) {
        return nodes.stream().map(Node::url).toList();
    }

    private Sent next(List<Integer> recipients) {
        int number = numbers.incrementAndGet();
        // the tenths decide of what kind it is, so that every recipient gets every kind
        return Sent.to(recipients.get(number / 10 % recipients.size()), number);
    }

    /**
     * Waits until nothing is under way, and does meanwhile what an operator does: where it is not known whether a message arrived that must not
     * be sent twice, looks there, and has it sent again if it did not.
     */
    void drained() {
        Awaitility.await().atMost(DRAINED).pollInterval(Duration.ofMillis(500)).ignoreExceptions().until(() -> {
            resolve();
            return tables.withHandle(handle -> handle.createQuery(
                                    "SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM queued WHERE state NOT IN ('dead', 'unknown') OR leased_until IS NOT NULL)")
                            .mapTo(Long.class)
                            .one())
                    == 0;
        });
    }

    private record Unknown(UUID message, String target, String id) {}

    private void resolve() {
        List<Unknown> unknown = tables.withHandle(handle -> handle.createQuery("""
                        SELECT queued.message, target, sender_id FROM queued JOIN message ON message.id = queued.message
                        WHERE state = 'unknown' AND leased_until IS NULL""")
                .map((row, context) -> new Unknown(row.getObject("message", UUID.class), row.getString("target"), row.getString("sender_id")))
                .list());
        unknown.stream().filter(one -> recipients.takenAt(one.id()).isEmpty()).forEach(this::release);
    }

    private void release(Unknown one) {
        boolean waits = tables.withHandle(handle -> Queue.in(tables).release(
                handle, new MessageId(one.message()), one.target(), Queue.State.UNKNOWN, Instant.now(), Instant.now().plusSeconds(864_000)));
        released.merge(one.id(), waits ? 1 : 0, Integer::sum);
    }

    Balance balance(Feed feed, Set<Integer> never) {
        return Balance.of(feed, recipients, noted(), twice(), never, ATTEMPTS);
    }

    private Map<String, Balance.Noted> noted() {
        Map<String, Balance.Noted> noted = new HashMap<>();
        tables.useHandle(handle -> handle.createQuery("""
                        WITH tried AS (SELECT message, count(*) AS entries FROM ledger_entry WHERE step = 'attempt' GROUP BY message),
                        all_of AS (SELECT message, state, attempts FROM queued UNION ALL SELECT id, state, attempts FROM delivery)
                        SELECT sender_id, coalesce(state, 'none') AS state, coalesce(attempts, 0) AS attempts, coalesce(entries, 0) AS entries
                        FROM message LEFT JOIN all_of ON all_of.message = message.id LEFT JOIN tried ON tried.message = message.id
                        WHERE sender = 'sender'""")
                .map((row, context) -> Map.entry(
                        row.getString("sender_id"),
                        new Balance.Noted(
                                row.getString("state"), row.getInt("attempts"), row.getInt("entries"), released.getOrDefault(row.getString("sender_id"), 0))))
                .forEach(one -> noted.put(one.getKey(), one.getValue())));
        return noted;
    }

    private int twice() {
        return tables.withHandle(handle -> handle.createQuery("SELECT count(*) - count(DISTINCT sender_id) FROM message WHERE sender = 'sender'")
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public void close() throws IOException {
        recipients.close();
        FileUtils.deleteDirectory(directory.toFile());
    }
}
