package io.yizhan.outbound;

import java.net.UnknownHostException;

/** The address is one the gateway never calls: link-local, multicast, a cloud's metadata service, or this machine itself. */
public final class AddressRefused extends UnknownHostException {
    AddressRefused(String host) {
        super(host + " has only addresses that must not be called");
    }
}
