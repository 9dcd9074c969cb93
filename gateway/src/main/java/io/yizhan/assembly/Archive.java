package io.yizhan.assembly;

import io.yizhan.attachment.Offers;
import io.yizhan.casework.Casework;
import io.yizhan.console.CatchUps;
import io.yizhan.console.DeadLetters;
import io.yizhan.console.FollowUps;
import io.yizhan.console.Reconciliation;
import io.yizhan.console.StuckSequels;
import io.yizhan.contract.Contract;
import io.yizhan.delivery.Deliveries;
import io.yizhan.delivery.Messages;
import io.yizhan.delivery.Outbox;
import io.yizhan.delivery.Queue;
import io.yizhan.delivery.Sequels;
import io.yizhan.embedded.DataDirectory;
import io.yizhan.embedded.OwnDatabase;
import io.yizhan.feed.Followers;
import io.yizhan.feed.Sent;
import io.yizhan.ledger.Ledger;
import io.yizhan.partner.Regions;
import io.yizhan.partner.Registry;
import io.yizhan.store.Database;
import io.yizhan.vault.Vault;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/** The database, the gateway's own or one it is given, with the books kept in it. */
final class Archive implements Office {
    private final Closing closing;
    private final Database database;
    private final Registry registry;
    private final Ledger ledger;
    private final Vault vault;
    private final Messages messages;
    private final Settings settings;
    private final Machine machine;

    private Archive(Closing closing, Database database, Settings settings, Machine machine) {
        this.closing = closing;
        this.database = database;
        this.settings = settings;
        this.machine = machine;
        this.vault = Vault.of(KeyFiles.secretsKey(settings.secretsKey(), machine.random()), machine.random());
        Regions regions = Regions.load(settings.mappings().resolve("canonical").resolve("regions.yaml"));
        this.registry = Registry.unread(database.jdbi(), vault, regions, MappingNames.in(settings.mappings()));
        this.messages = Messages.in(database.jdbi());
        this.ledger = Ledger.in(database.jdbi(), machine.random());
    }

    /** For the gateway itself: starts its own database where it is not given one. */
    static Archive of(DataDirectory data, Settings settings, Machine machine, Consumer<String> progress) {
        Closing closing = new Closing();
        return closing.orClose(() -> {
            if (settings.database().url().isPresent()) {
                return read(open(closing, settings, machine, settings.database()), settings);
            }
            progress.accept("starting PostgreSQL in " + data.path());
            return read(open(closing, settings, machine, own(closing.add(OwnDatabase.start(data, machine.random(), machine.nanos())), settings)), settings);
        });
    }

    private static Archive read(Archive archive, Settings settings) {
        try {
            archive.registry.refresh();
            return archive;
        } catch (Registry.SealedOtherwise lost) {
            throw new CannotStart(lost.getMessage() + " than the one in " + settings.secretsKey() + " (" + SettingKey.SECRETS_KEY.key()
                    + "): put that key back, or seal all secrets anew by yizhan partners apply", lost);
        }
    }

    /**
     * For a command: reaches the database of a gateway that may be running. The registry is not read yet, so that applying a file is the way
     * out after the secrets' key was lost.
     */
    static Archive beside(Settings settings, Machine machine) {
        Closing closing = new Closing();
        return closing.orClose(() -> settings.database().url().isPresent()
                ? open(closing, settings, machine, settings.database())
                : open(closing, settings, machine, own(closing.add(OwnDatabase.connect(settings.dataDirectory(), machine.random(), machine.nanos())), settings)));
    }

    private static Settings.Postgres own(OwnDatabase own, Settings settings) {
        return new Settings.Postgres(Optional.of(own.url()), own.user(), own.password(), settings.database().connections());
    }

    private static Archive open(Closing closing, Settings settings, Machine machine, Settings.Postgres where) {
        return new Archive(closing, closing.add(database(where)), settings, machine);
    }

    private static Database database(Settings.Postgres where) {
        try {
            return Database.open(where.url().orElseThrow(), where.user(), where.password(), where.connections());
        } catch (RuntimeException unreachable) {
            throw new CannotStart("the database at " + where.shownUrl() + " cannot be used", unreachable);
        }
    }

    @Override
    public DeadLetters deadLetters() {
        read(this, settings);
        return deadLetters(Contract.load(settings.mappings()));
    }

    DeadLetters deadLetters(Contract contract) {
        return DeadLetters.in(books(contract));
    }

    @Override
    public StuckSequels sequels() {
        return sequels(Contract.load(settings.mappings()));
    }

    /** None are added here. */
    StuckSequels sequels(Contract contract) {
        return StuckSequels.in(books(contract), Sequels.in(database.jdbi(), message -> false));
    }

    @Override
    public CatchUps catchUps() {
        read(this, settings);
        return catchUps(Contract.load(settings.mappings()));
    }

    CatchUps catchUps(Contract contract) {
        return CatchUps.in(books(contract), Followers.in(database.jdbi()));
    }

    private DeadLetters.Books books(Contract contract) {
        Jdbi jdbi = database.jdbi();
        return new DeadLetters.Books(
                jdbi, Deliveries.in(jdbi), Queue.in(jdbi), messages, Outbox.in(jdbi), Sent.in(jdbi), ledger, contract, registry,
                Despatch.author(settings, ledger, machine), machine.clock(), machine.random());
    }

    @Override
    public Reconciliation reconciliation() {
        return Reconciliation.of(Deliveries.in(database.jdbi()));
    }

    @Override
    public FollowUps followUps() {
        return followUps(Contract.load(settings.mappings()));
    }

    FollowUps followUps(Contract contract) {
        return FollowUps.of(Deliveries.in(database.jdbi()), contract, machine.clock());
    }

    @Override
    public Casework casework() {
        return Casework.in(database.jdbi(), Despatch.calendar(settings));
    }

    Offers offers() {
        return Offers.in(database.jdbi());
    }

    Messages messages() {
        return messages;
    }

    Database database() {
        return database;
    }

    Vault vault() {
        return vault;
    }

    @Override
    public Registry registry() {
        return registry;
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public void close() {
        closing.close();
    }
}
