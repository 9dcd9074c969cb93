package io.yizhan.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
    @ParameterizedTest
    @CsvSource({
        "10.33.0.0/16, 10.33.255.1, true", "10.33.0.0/16, 10.34.0.1, false", "10.33.4.7, 10.33.4.7, true", "10.33.4.7, 10.33.4.8, false",
        "0.0.0.0/0, 203.0.113.9, true", "10.32.0.0/11, 10.63.1.1, true", "10.32.0.0/11, 10.64.1.1, false", "2001:db8::/32, 2001:db8:1::5, true",
        "2001:db8::/32, 2001:db9::5, false", "::1, ::1, true", "10.0.0.0/8, ::1, false", "10.0.0.0/8, ::ffff:10.1.2.3, true", "::/0, 10.1.2.3, false"
    })
    void knows_which_addresses_are_in_a_block(String block, String address, boolean in) throws Exception {
        assertThat(Networks.contains(block, InetAddress.getByName(address))).isEqualTo(in);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "10.33.0.0/33", "2001:db8::/129", "999.1.1.1", "10.33.0", "10.33.0.0/", "::1::", "10.33.0.0/16 ", "a:b"})
    void takes_nothing_else_for_a_block(String block) {
        assertThat(Networks.wellFormed(block)).isFalse();
    }
}
