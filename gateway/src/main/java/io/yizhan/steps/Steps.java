package io.yizhan.steps;

import io.yizhan.dispatch.Dispatch;
import io.yizhan.dispatch.Acceptance;
import io.yizhan.exchange.Arrival;
import io.yizhan.exchange.FileFetch;
import io.yizhan.exchange.Granting;
import io.yizhan.exchange.Query;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.camel.Processor;

/** The steps by the names the routes call them. */
public interface Steps {
    /**
     * @param expanded is run when there may be something to deliver
     * @param external the address callers use, where a proxy rewrites it; otherwise empty and the request says it itself
     * @param nanos a clock for measuring how long a caller takes to read a file
     */
    static Map<String, Processor> of(
            Arrival arrival, Query query, FileFetch files, Granting granting, Acceptance acceptance, Dispatch dispatch, Runnable expanded,
            Optional<URI> external, LongSupplier nanos) {
        Track track = new Track(arrival);
        ArrivalSteps front = new ArrivalSteps(arrival, track, external);
        QuerySteps asking = new QuerySteps(query, track);
        FileSteps fetching = new FileSteps(files, track, nanos);
        GrantSteps giving = new GrantSteps(granting, track);
        AcceptSteps accepting = new AcceptSteps(acceptance, track);
        DispatchSteps dispatching = new DispatchSteps(dispatch, expanded);
        return Map.ofEntries(
                Map.entry("accept.admit", track.guarded(accepting::admit)),
                Map.entry("accept.translate", track.guarded(accepting::translate)),
                Map.entry("accept.consent", track.guarded(accepting::consent)),
                Map.entry("accept.locate", track.guarded(accepting::locate)),
                Map.entry("accept.accept", track.guarded(accepting::accept)),
                Map.entry("accept.answer", track.guarded(accepting::answer)),
                // not guarded: what cannot be expanded now must not be acknowledged to the bus
                Map.entry("dispatch.expand", dispatching::expand),
                Map.entry("dispatch.translate", dispatching.guarded(dispatching::translate)),
                Map.entry("dispatch.attempt", dispatching.guarded(dispatching::attempt)),
                Map.entry("dispatch.settle", dispatching.guarded(dispatching::settle)),
                Map.entry("way.bring", dispatching::bring),
                Map.entry("way.call", dispatching::call),
                Map.entry("way.leave", dispatching::leave),
                Map.entry("way.record", dispatching::record),
                Map.entry("way.put", dispatching::put),
                Map.entry("receive", track.guarded(front::receive)),
                Map.entry("identify", track.guarded(front::identify)),
                Map.entry("address", track.guarded(front::address)),
                Map.entry("grant.identify", track.guarded(giving::identify)),
                Map.entry("grant.admit", track.guarded(giving::admit)),
                Map.entry("grant.give", track.guarded(giving::give)),
                Map.entry("grant.record", track.guarded(giving::record)),
                Map.entry("grant.answer", track.guarded(giving::answer)),
                Map.entry("query.admit", track.guarded(asking::admit)),
                Map.entry("query.translate", track.guarded(asking::translate)),
                Map.entry("query.consent", track.guarded(asking::consent)),
                Map.entry("query.locate", track.guarded(asking::locate)),
                Map.entry("query.minimise", track.guarded(asking::minimise)),
                Map.entry("query.record", track.guarded(asking::record)),
                Map.entry("query.attempt", track.guarded(asking::attempt)),
                Map.entry("query.ask", track.guarded(asking::ask)),
                Map.entry("query.hear", track.guarded(asking::hear)),
                Map.entry("query.settle", track.guarded(asking::settle)),
                Map.entry("query.answer", track.guarded(asking::answer)),
                Map.entry("file.admit", track.guarded(fetching::admit)),
                Map.entry("file.record", track.guarded(fetching::record)),
                Map.entry("file.attempt", track.guarded(fetching::attempt)),
                Map.entry("file.fetch", track.guarded(fetching::fetch)),
                Map.entry("file.answer", track.guarded(fetching::answer)));
    }
}
