package io.yizhan.exchange;

import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.yizhan.convention.Convention;
import io.yizhan.vocabulary.Headers;
import io.yizhan.vocabulary.WireAnswer;
import io.yizhan.vocabulary.WireRequest;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** What happens while a neighbour thinks about its answer: something a test wants done, and the answer's signature. */
final class Interference implements ResponseTransformerV2 {
    private final Map<String, Runnable> meanwhile = new ConcurrentHashMap<>();
    private final Map<String, BiFunction<WireAnswer, WireRequest, WireAnswer>> changes = new ConcurrentHashMap<>();

    /** Done during every call to this neighbour, before it answers. */
    void meanwhile(Neighbour neighbour, Runnable act) {
        meanwhile.put(neighbour.path(), act);
    }

    /** Done whenever the file of this neighbour is fetched, before it is given. */
    void whileFetched(Neighbour neighbour, Runnable act) {
        meanwhile.put(neighbour.filePath(), act);
    }

    /** The file of this neighbour is signed so. */
    void signedFile(Neighbour neighbour, Convention as) {
        changes.put(neighbour.filePath(), (answer, call) -> as.signAnswer(answer, call, "ed25519", Instant.now()));
    }

    /** Every answer of this neighbour is signed so. */
    void signed(Neighbour neighbour, Convention as) {
        change(neighbour, (answer, call) -> as.signAnswer(answer, call, "ed25519", Instant.now()));
    }

    void change(Neighbour neighbour, BiFunction<WireAnswer, WireRequest, WireAnswer> change) {
        changes.put(neighbour.path(), change);
    }

    @Override
    public Response transform(Response response, ServeEvent event) {
        String path = URI.create(event.getRequest().getUrl()).getPath();
        meanwhile.getOrDefault(path, () -> {}).run();
        return changes.containsKey(path) ? changed(response, event.getRequest(), changes.get(path)) : response;
    }

    private static Response changed(Response response, Request request, BiFunction<WireAnswer, WireRequest, WireAnswer> change) {
        WireAnswer plain = new WireAnswer(response.getStatus(), fields(response.getHeaders()), response.getBody());
        URI address = URI.create(request.getAbsoluteUrl());
        WireAnswer told = change.apply(plain, new WireRequest(request.getMethod().value(), address, fields(request.getHeaders()), request.getBody()));
        List<HttpHeader> headers = told.headers().fields().stream().map(field -> new HttpHeader(field.name(), field.value())).toList();
        return Response.Builder.like(response).but().status(told.status()).headers(new HttpHeaders(headers)).body(told.body()).build();
    }

    private static Headers fields(HttpHeaders headers) {
        List<Headers.Field> fields = new ArrayList<>();
        headers.all().forEach(header -> header.values().forEach(value -> fields.add(new Headers.Field(header.key(), value))));
        return new Headers(fields);
    }

    @Override
    public String getName() {
        return "interference";
    }
}
