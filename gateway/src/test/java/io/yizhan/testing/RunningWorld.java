package io.yizhan.testing;

import io.yizhan.assembly.Gateway;
import io.yizhan.assembly.Machine;
import io.yizhan.assembly.Settings;
import io.yizhan.sandbox.Correspondent;
import io.yizhan.sandbox.Front;
import io.yizhan.sandbox.Simulators;
import io.yizhan.sandbox.World;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Outside;
import io.yizhan.sandbox.platforms.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A gateway with the simulated platforms around it, over real HTTP, for one test class:
 * {@code @RegisterExtension static final RunningWorld world = RunningWorld.with(…)}. All worlds of a test run share one Kafka, each with topics
 * of its own; {@link #OWN_KAFKA} and {@link #NO_KAFKA} are settings for those that want another.
 */
public final class RunningWorld implements BeforeAllCallback, AfterAllCallback {
    /** The gateway runs a Kafka for itself. */
    public static final Map<String, String> OWN_KAFKA = Map.of("kafka.bootstrap-servers", "");
    /** Where the Kafka should be, nothing answers. */
    public static final Map<String, String> NO_KAFKA = Map.of("kafka.bootstrap-servers", "127.0.0.1:1");
    public static final Path ROUTES = Copies.ROUTES;
    public static final Path MAPPINGS = Copies.MAPPINGS;

    private final TestDatabase database = TestDatabase.fresh();
    private final Machine machine;
    private final Plan plan;
    private Path directory;
    private String broker;
    private Wire wire;
    private World world;
    private Simulators simulators;
    private Gateway gateway;
    private Settings settings;

    /**
     * What differs from the usual world.
     *
     * @param kinds parameters of every kind's route, changed in a copy of the routes
     * @param mappings changes a copy of the mappings, where there is anything to change
     * @param wired whether the gateway reaches its database over a wire that can be cut
     * @param renewed whether secrets are short-lived where the convention has such
     * @param clock everybody's
     */
    private record Plan(
            Map<String, String> more,
            UnaryOperator<String> partners,
            Map<String, String> kinds,
            Optional<Consumer<Path>> mappings,
            boolean wired,
            boolean renewed,
            Clock clock) {}

    private RunningWorld(Plan plan) {
        Machine present = Machine.present();
        this.plan = plan;
        this.machine = new Machine(plan.clock(), present.nanos(), present.random(), present.environment());
    }

    /** As the sandbox has it, where secrets are short-lived. */
    public static RunningWorld usual() {
        return new RunningWorld(new Plan(Map.of(), text -> text, Map.of(), Optional.empty(), false, true, Clock.systemUTC()));
    }

    /**
     * One whose secrets stay as they are.
     *
     * @param settings beyond the usual ones
     * @param partners changes the text of partners.yaml before the gateway reads it
     */
    public static RunningWorld with(Map<String, String> settings, UnaryOperator<String> partners) {
        return new RunningWorld(new Plan(settings, partners, Map.of(), Optional.empty(), false, false, Clock.systemUTC()));
    }

    /** The same with other parameters in every kind's route: {@code timeBudget}, {@code attempts}, {@code largestMessage}. */
    public RunningWorld kinds(Map<String, String> parameters) {
        return new RunningWorld(new Plan(plan.more(), plan.partners(), parameters, plan.mappings(), plan.wired(), plan.renewed(), plan.clock()));
    }

    /** The same with mappings of its own: the change is given the directory of a copy. */
    public RunningWorld mappings(Consumer<Path> change) {
        return new RunningWorld(new Plan(plan.more(), plan.partners(), plan.kinds(), Optional.of(change), plan.wired(), plan.renewed(), plan.clock()));
    }

    /** The same with a database that can be cut off: see {@link #wire()}. */
    public RunningWorld wired() {
        return new RunningWorld(new Plan(plan.more(), plan.partners(), plan.kinds(), plan.mappings(), true, plan.renewed(), plan.clock()));
    }

    /** The same with a clock of the test's own, for gateway and platforms. */
    public RunningWorld by(Clock clock) {
        return new RunningWorld(new Plan(plan.more(), plan.partners(), plan.kinds(), plan.mappings(), plan.wired(), plan.renewed(), clock));
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        database.beforeAll(context);
        directory = Files.createTempDirectory("yizhan-test-world");
        broker = TestBroker.shared(context).address();
        world = World.make(directory, World.freePort(), machine.random(), plan.renewed(), front());
        Files.writeString(world.partnersFile(), plan.partners().apply(Files.readString(world.partnersFile())));
        simulators = Simulators.start(world, ROUTES, () -> gateway.url(), outside(machine.clock()));
        wire = Wire.to(database.port());
        Map<String, String> own = new HashMap<>(Map.of("routes.directory", routes().toString(), "mappings.directory", mappings().toString()));
        own.putAll(plan.more());
        settings = settings(own);
        gateway = Gateway.start(settings, machine, progress -> {});
        simulators.fetchFrom(gateway.url(), world, outside(machine.clock()));
    }

    private Settings settings(Map<String, String> own) {
        Map<String, String> all = new HashMap<>(world.settings());
        all.put("database.url", plan.wired() ? database.url(wire) : database.url());
        all.put("database.user", database.user());
        all.put("database.password", database.password());
        all.put("database.connections", "4");
        all.put("kafka.bootstrap-servers", broker);
        all.put("kafka.prefix", directory.getFileName() + ".");
        all.putAll(plan.more());
        all.putAll(own);
        return Settings.load(Optional.empty(), Map.of(), all);
    }

    /** As the sandbox has it; here it is the same database, which has no tables of such names. */
    private Optional<Front> front() {
        return plan.renewed() ? Optional.of(new Front(database.url(), database.user(), database.password())) : Optional.empty();
    }

    private Path routes() throws IOException {
        return RouteParameters.changed(directory, plan.kinds());
    }

    private Path mappings() throws IOException {
        if (plan.mappings().isEmpty()) {
            return MAPPINGS;
        }
        Path copy = Copies.mappings(directory.resolve("mappings"));
        plan.mappings().get().accept(copy);
        return copy;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (gateway != null) {
            gateway.close();
        }
        if (simulators != null) {
            simulators.close();
        }
        if (wire != null) {
            wire.close();
        }
        database.afterAll(context);
        try {
            FileUtils.deleteDirectory(directory.toFile());
        } catch (IOException stuck) {
            throw new UncheckedIOException(stuck);
        }
    }

    /** Stops the gateway and starts it again on the same database; a fixed {@code http.port} keeps its address. */
    public void restart() {
        gateway.close();
        gateway = Gateway.start(settings, machine, progress -> {});
        simulators.fetchFrom(gateway.url(), world, outside(machine.clock()));
    }

    /** A second node with the same keys on the same database, to be closed by whoever asks for it. */
    public Gateway another() {
        Path data = directory.resolve("another-" + gateway.url().getPort());
        return Gateway.start(
                settings(Map.of(
                        "routes.directory", settings.routes().toString(),
                        "mappings.directory", settings.mappings().toString(),
                        "secrets.key", settings.secretsKey().toString(),
                        "gateway.key", settings.gatewayKey().toString(),
                        "gateway.sm2-key", settings.gatewaySm2Key().toString(),
                        "data.directory", data.toString(),
                        "http.port", "0")),
                machine,
                progress -> {});
    }

    /** A platform that calls that node. */
    public Asker asker(Platform platform, Gateway node) {
        return world.asker(platform, node.url(), outside(machine.clock()));
    }

    public Asker asker(Platform platform) {
        return asker(platform, machine.clock());
    }

    /** A platform that sends messages about cases. */
    public Correspondent correspondent(Platform platform) {
        return world.correspondent(platform, gateway.url(), outside(machine.clock()));
    }

    /** All of them, to be changed. */
    public Map<Platform, Correspondent> correspondents() {
        Map<Platform, Correspondent> correspondents = new EnumMap<>(Platform.class);
        for (Platform platform : Platform.values()) {
            correspondents.put(platform, correspondent(platform));
        }
        return correspondents;
    }

    /** Jiangxi, signing with SM2. */
    public Asker askerBySm2() {
        return world.askerBySm2(gateway.url(), outside(machine.clock()));
    }

    /** A platform with a clock of its own. */
    public Asker asker(Platform platform, InstantSource clock) {
        return world.asker(platform, gateway.url(), outside(clock));
    }

    /** A platform with the keys and secrets of some other world. */
    public Asker asker(World other, Platform platform) {
        return other.asker(platform, gateway.url(), outside(machine.clock()));
    }

    private Outside outside(InstantSource clock) {
        return new Outside(clock, machine.random(), machine.nanos());
    }

    public URI url() {
        return gateway.url();
    }

    public World world() {
        return world;
    }

    public Simulators simulators() {
        return simulators;
    }

    public TestDatabase database() {
        return database;
    }

    /** Between the gateway and its database, where the world is {@link #wired()}. */
    public Wire wire() {
        return wire;
    }

    public Settings settings() {
        return settings;
    }
}
