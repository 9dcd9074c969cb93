package io.yizhan.outbound;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;

/**
 * Says nothing on a connection where something is still to be read: a platform that answered one call twice would be heard as answering the
 * next one, and everybody after would be told of somebody else's licence.
 */
final class OneAnswerEach extends HttpRequestExecutor {
    /** The shortest a socket can be asked for. */
    private static final Timeout LOOK = Timeout.ofMilliseconds(1);

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request, HttpClientConnection connection, HttpResponseInformationCallback information, HttpContext context)
            throws IOException, HttpException {
        if (connection.getEndpointDetails().getRequestCount() > 0 && connection.isDataAvailable(LOOK)) {
            throw new ConnectionClosedException("the other side said more than it was asked for");
        }
        return super.execute(request, connection, information, context);
    }
}
