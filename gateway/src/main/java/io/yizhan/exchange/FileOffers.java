package io.yizhan.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.attachment.Offer;
import io.yizhan.contract.Contract.Attached;
import io.yizhan.exchange.Query.Heard;
import io.yizhan.exchange.Query.Located;
import io.yizhan.mapping.Service;
import io.yizhan.partner.Answerer;
import io.yizhan.partner.Endpoint;
import io.yizhan.vocabulary.Digest;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The links of a reply become links of the gateway, since the caller's network does not reach what they lead to. A file that cannot be
 * offered is left out: in a dialect that has no place to fetch files from, or where the answerer keeps it at a place that is not its own.
 *
 * @param reply canonical, with other links
 * @param offers what they stand for
 */
record FileOffers(JsonNode reply, List<Offer> offers) {
    private static final Logger LOG = LoggerFactory.getLogger(FileFetch.class);
    private static final HexFormat HEX = HexFormat.of();

    static FileOffers of(Rooms rooms, Heard heard, JsonNode reply) {
        Identified who = heard.since(Identified.class);
        List<Offer> offers = new ArrayList<>();
        JsonNode linked = rooms.contract().relink(who.kind(), "reply", reply, file -> who.dialect()
                .serviceFor(who.kind())
                .flatMap(Service::files)
                .flatMap(place -> offer(rooms, heard, file).map(offer -> {
                    offers.add(offer);
                    return address(who.before(), place, offer);
                })));
        return new FileOffers(linked, List.copyOf(offers));
    }

    /** The gateway as the caller addressed it. */
    private static String address(Received received, Service.Place place, Offer offer) {
        return received.request().uri().resolve(place.path() + "/" + offer.name()).toString();
    }

    private static Optional<Offer> offer(Rooms rooms, Heard heard, Attached file) {
        Identified who = heard.since(Identified.class);
        Answerer answerer = heard.since(Located.class).answerer();
        Optional<URI> link = link(file.link()).filter(answerer.endpoint()::keepsFilesAt);
        if (link.isEmpty()) {
            LOG.warn("{}: a file is left out: it is neither at the host of {} nor at one of its file-hosts", who.before().id(), answerer.endpoint());
            return Optional.empty();
        }
        byte[] chance = new byte[16];
        rooms.random().nextBytes(chance);
        String name = HEX.formatHex(chance);
        return Optional.of(new Offer(
                name,
                who.before().id(),
                who.kind(),
                who.caller().key().environment(),
                who.partner().id(),
                answerer.agreement().id(),
                heard.since(Translated.class).terms().reference(),
                answerer.endpoint().name(),
                rooms.vault().seal(link.get().toString().getBytes(StandardCharsets.UTF_8), place(name)),
                promise(file),
                rooms.now().plus(rooms.offered())));
    }

    private static Offer.Promise promise(Attached file) {
        return new Offer.Promise(file.mediaType(), file.digest().map(HEX::parseHex).map(Digest::of), file.size());
    }

    private static Optional<URI> link(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException none) {
            return Optional.empty();
        }
    }

    /** Where an offer's file is; empty where that cannot be known any more, or may not be asked any more. */
    static Optional<URI> link(Rooms rooms, Offer offer, Endpoint endpoint) {
        return rooms.vault()
                .open(offer.link(), place(offer.name()))
                .flatMap(text -> link(new String(text, StandardCharsets.UTF_8)))
                .filter(endpoint::keepsFilesAt);
    }

    private static String place(String name) {
        return "offer " + name;
    }
}
