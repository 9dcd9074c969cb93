package io.yizhan.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    private final AddressGuard guard = new AddressGuard(false);

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "172.16.0.1", "192.168.1.1", "59.202.1.1", "fd00::1", "2400:3200::1", "64:ff9b::a01:203"})
    void allows_public_and_private_networks(String address) throws UnknownHostException {
        assertThat(guard.allows(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1", "127.8.8.8", "::1", "0.0.0.0", "0.1.2.3", "::", "169.254.169.254", "169.254.0.1", "fe80::1", "224.0.0.1", "ff02::1",
                "255.255.255.255", "240.0.0.1", "100.100.100.200", "fd00:ec2::254", "::ffff:127.0.0.1", "64:ff9b::a9fe:a9fe", "::7f00:1",
                "2002:a9fe:a9fe::1", "2002:7f00:1::"
            })
    void refuses_what_never_is_a_platform(String address) throws UnknownHostException {
        assertThat(guard.allows(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void allows_this_machine_when_told_so(String address) throws UnknownHostException {
        assertThat(new AddressGuard(true).allows(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void refuses_metadata_even_where_this_machine_is_allowed() throws UnknownHostException {
        assertThat(new AddressGuard(true).allows(InetAddress.getByName("169.254.169.254"))).isFalse();
    }
}
