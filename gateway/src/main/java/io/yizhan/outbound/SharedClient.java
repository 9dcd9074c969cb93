package io.yizhan.outbound;

import java.io.IOException;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;

/** The client as it is lent out: a borrower that closes it (an endpoint of a stopped route does) closes nobody else's. */
final class SharedClient extends CloseableHttpClient {
    private final CloseableHttpClient client;

    SharedClient(CloseableHttpClient client) {
        this.client = client;
    }

    @Override
    protected CloseableHttpResponse doExecute(HttpHost target, ClassicHttpRequest request, HttpContext context) throws IOException {
        return (CloseableHttpResponse) client.executeOpen(target, request, context);
    }

    @Override
    public void close() {}

    @Override
    public void close(CloseMode mode) {}
}
