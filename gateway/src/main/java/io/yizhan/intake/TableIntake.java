package io.yizhan.intake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.contract.Kind;
import io.yizhan.dispatch.Acceptance.Listed;
import io.yizhan.dispatch.Desk;
import io.yizhan.exchange.Arrival;
import io.yizhan.exchange.Rooms;
import io.yizhan.frontdb.FrontRow;
import io.yizhan.mapping.Dialect;
import io.yizhan.partner.Endpoint;
import io.yizhan.partner.Endpoint.Table;
import io.yizhan.partner.Partner;
import io.yizhan.store.Leases;
import io.yizhan.vocabulary.Assurance;
import io.yizhan.vocabulary.Outcome;
import io.yizhan.vocabulary.Refusal;
import io.yizhan.vocabulary.RefusalCode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class TableIntake implements Intake {
    /** Long enough for a batch; should it not be, a row that two nodes read is accepted once all the same. */
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final int MOST = 200;
    private static final Set<String> SAID = Set.of("I", "U");
    private static final String ERRORS = "_error";

    private final Rooms rooms;
    private final Desk desk;
    private final Leases leases;

    TableIntake(Rooms rooms, Desk desk, Leases leases) {
        this.rooms = rooms;
        this.desk = desk;
        this.leases = leases;
    }

    @Override
    public List<String> sources() {
        List<String> sources = desk.registry().directory().endpoints().stream()
                .filter(endpoint -> endpoint.way() instanceof Table)
                .map(Endpoint::name)
                .toList();
        desk.fronts().keep(sources);
        return sources;
    }

    @Override
    public Optional<Turn> begin(String source) {
        return desk.registry().directory()
                .endpoint(source)
                .filter(endpoint -> endpoint.way() instanceof Table && !endpoint.inMaintenance(desk.now()))
                .flatMap(endpoint -> leases.take("tables of " + source, LEASE).map(lease -> new OneByOne(() -> news(endpoint), leases, lease)));
    }

    private List<Row> news(Endpoint source) {
        List<Row> news = new ArrayList<>();
        Table table = source.tables();
        List<String> messages = desk.contract().kind(source.kind()).map(Kind::messages).orElse(List.of());
        for (String message : messages) {
            String name = table.up(source.kind(), message);
            String errors = table.down(source.kind(), message) + ERRORS;
            desk.front(source).news(name, MOST).forEach(row -> news.add(new Written(source, message, name, errors, row)));
        }
        return news;
    }

    /**
     * One that its partner wrote.
     *
     * @param errors the table for those that are rejected
     */
    private final class Written implements Row {
        private final Endpoint source;
        private final String message;
        private final String table;
        private final String errors;
        private final FrontRow row;

        Written(Endpoint source, String message, String table, String errors, FrontRow row) {
            this.source = source;
            this.message = message;
            this.table = table;
            this.errors = errors;
            this.row = row;
        }

        @Override
        public String kind() {
            return source.kind();
        }

        @Override
        public Outcome<Listed> stage() {
            return row.guid().isEmpty() || !SAID.contains(row.operation())
                    ? Outcome.refused(Refusal.of(RefusalCode.UNMAPPABLE, "cd_operation", "I or U: what was accepted cannot be taken back, but by a message that says so"))
                    : Outcome.of(TableIntake.this.stage(source, message, row));
        }

        @Override
        public void taken() {
            desk.front(source).taken(table, row);
        }

        @Override
        public void rejected(Refusal refusal) {
            String place = refusal.place().isEmpty() ? "" : " " + refusal.place();
            String expected = refusal.expected().isEmpty() ? "" : " (" + refusal.expected() + ")";
            desk.front(source).rejected(table, errors, row, refusal.code().code() + " " + refusal.code().chinese() + place + expected);
        }
    }

    private Listed stage(Endpoint source, String message, FrontRow row) {
        Partner owner = desk.registry().directory().partner(source.owner()).orElseThrow(() -> new IllegalStateException("an endpoint without its owner"));
        Dialect dialect = desk.dialects().named(owner.dialect()).orElseThrow(() -> new IllegalStateException("a partner without its dialect"));
        Listing listing = new Listing(Arrival.of(rooms), owner, dialect, source.environment(), source.kind(), message, Assurance.PLACE_ONLY);
        String name = String.join(" ", source.name(), message, row.guid(), row.operation(), row.batch(), row.time());
        String version = row.operation().equals("U") ? "-" + row.time().replaceAll("[^0-9]", "") : "";
        String body = row.payload().isEmpty() ? json(row) : row.payload();
        return listing.row(
                name, row.guid() + version, type(body) + "; charset=UTF-8", body.getBytes(StandardCharsets.UTF_8), Optional.empty(), desk.now());
    }

    /** What a text in a column is, it shows itself. */
    private static String type(String body) {
        if (body.stripLeading().startsWith("<")) {
            return "text/xml";
        }
        return body.contains("\"specversion\"") ? "application/cloudevents+json" : "application/json";
    }

    private static String json(FrontRow row) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        row.columns().forEach((column, value) -> {
            if (row.numbers().contains(column)) {
                json.put(column, new BigDecimal(value));
            } else {
                json.put(column, value);
            }
        });
        return json.toString();
    }
}
