package io.yizhan.sandbox;

import io.yizhan.sandbox.cases.Office;
import io.yizhan.sandbox.platforms.Asker;
import io.yizhan.sandbox.platforms.Outside;
import io.yizhan.sandbox.platforms.Platform;
import io.yizhan.sandbox.platforms.Seal;
import io.yizhan.sandbox.platforms.Tokens;
import io.yizhan.sandbox.tongues.Clerk;
import io.yizhan.sandbox.tongues.SampleFile;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where calls to one simulated platform arrive; its methods are the steps named in {@code routes/sandbox}. */
final class Desk {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final String CALL = "call";

    private final URI platforms;
    private final Seal seal;
    private final Optional<Tokens> tokens;
    private final Clerk clerk;
    private final Office office;
    private final Outside outside;

    /** @param tokens that the gateway can get, where the platform's convention has such */
    Desk(URI platforms, Seal seal, Optional<Tokens> tokens, Clerk clerk, Office office, Outside outside) {
        this.platforms = platforms;
        this.seal = seal;
        this.tokens = tokens;
        this.clerk = clerk;
        this.office = office;
        this.outside = outside;
    }

    /** Checks the gateway's signature; a wrong one is told in the platform's own way and ends the route. */
    void verify(Exchange exchange) {
        Asker.Call call = received(exchange);
        // a fresh message, or the request's headers would be echoed in the answer
        exchange.setMessage(new DefaultMessage(exchange.getContext()));
        exchange.setProperty(CALL, call);
        Optional<Clerk.Answer> away = understood(call, () -> office.open(call) ? Optional.empty() : Optional.of(new Clerk.Answer(503, "text/plain", new byte[0])));
        away.or(() -> seal.vouchesFor(call) ? Optional.empty() : Optional.of(clerk.refusal())).ifPresent(answer -> {
            say(exchange, answer);
            exchange.setRouteStop(true);
        });
    }

    /** What comes of a message; one that this platform does not understand is refused, and told of in a line. */
    private static Optional<Clerk.Answer> understood(Asker.Call call, Supplier<Optional<Clerk.Answer>> coming) {
        try {
            return coming.get();
        } catch (UncheckedIOException none) {
            // not what a parser says: it quotes
            String why = none.getCause() instanceof ProtocolException known ? known.getMessage() : none.getCause().getClass().getSimpleName();
            LOG.warn("{} refuses a message it does not understand: {}", call.uri().getPath(), why);
            return Optional.of(new Clerk.Answer(400, "text/plain", new byte[0]));
        }
    }

    /** A message is kept and acknowledged, a question is answered. */
    void answer(Exchange exchange) {
        Asker.Call call = exchange.getProperty(CALL, Asker.Call.class);
        understood(call, () -> Optional.of(office.take(call) ? clerk.taken(call) : clerk.answer(call))).ifPresent(answer -> say(exchange, answer));
    }

    /** Gives a short-lived secret to who signs with the long-lived one. */
    void give(Exchange exchange) {
        Asker.Call call = received(exchange);
        exchange.setMessage(new DefaultMessage(exchange.getContext()));
        say(exchange, new Clerk.Answer(200, "application/json", tokens.orElseThrow().give(call)));
    }

    /** Serves the file of a licence. */
    void file(Exchange exchange) {
        Optional<SampleFile> file = SampleFile.at(exchange.getProperty(CALL, Asker.Call.class).uri().getPath());
        say(exchange, file.map(found -> new Clerk.Answer(200, found.mediaType(), found.bytes()))
                .orElse(new Clerk.Answer(404, "text/plain", new byte[0])));
    }

    /** Makes the answer a CloudEvent and signs it together with the question. */
    void sign(Exchange exchange) {
        Asker.Call call = exchange.getProperty(CALL, Asker.Call.class);
        String path = call.uri().getPath();
        Map<String, String> headers = Asker.Call.fields(
                Map.of(),
                "Content-Type", exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, String.class),
                "ce-specversion", "1.0",
                "ce-id", outside.id(),
                "ce-source", Platform.JIANGXI.source(),
                "ce-type", "yizhan." + path.substring(path.lastIndexOf('/') + 1) + ".reply",
                "ce-time", outside.clock().instant().toString());
        byte[] body = exchange.getMessage().getBody(byte[].class);
        int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        headers.putAll(seal.signAnswer(new Seal.Answered(status, headers, body), call));
        headers.forEach(exchange.getMessage()::setHeader);
        exchange.getMessage().setBody(body);
    }

    /** Makes the gateway get new secrets: those it holds are good no more. */
    void revoke() {
        tokens.ifPresent(Tokens::revoke);
    }

    private static void say(Exchange exchange, Clerk.Answer answer) {
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, answer.contentType());
        exchange.getMessage().setBody(answer.body());
    }

    private Asker.Call received(Exchange exchange) {
        Map<String, String> headers = new TreeMap<>();
        exchange.getMessage().getHeaders().forEach((name, value) -> headers.put(name, String.valueOf(value)));
        String method = exchange.getMessage().getHeader(Exchange.HTTP_METHOD, String.class);
        // path and query as they were sent; the authority is the configured one, whatever the caller says
        URI uri = platforms.resolve(exchange.getMessage().getHeader(Exchange.HTTP_URI, String.class));
        byte[] body = exchange.getMessage().getBody(byte[].class);
        return new Asker.Call(method, uri, headers, body == null ? new byte[0] : body);
    }
}
