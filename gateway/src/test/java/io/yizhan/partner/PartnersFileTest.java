package io.yizhan.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartnersFileTest {
    private static final Regions REGIONS = Regions.load(PartnersFixture.REGIONS);

    @TempDir
    Path directory;

    /** What is put in the place of what, and what the refusal begins with. */
    @ParameterizedTest(name = "{1} → {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            dialect: zhejiang               | colour: red                      | partners[1].colour: unknown key
            name: 浙江省                     | name: [浙江省]                    | partners[1].name: expected text
            id: zhejiang                    | id: Zhejiang                     | partners[1].id: expected 1 to 40
            id: zhejiang                    | id: national                     | partners[1].id: partner national is there already
            role: region                    | role: province                   | partners[2].role: expected one of region, department, hub, national
            role: region                    | role: national                   | partners[2].role: the role national is there already
            dialect: zhejiang               | dialect: ""                      | partners[1].dialect: expected text
            dialect: zhejiang               | dialect: atlantis                | partners[1].dialect: expected one of few, jiangxi, national, zhejiang
            convention: zhejiang, id        | convention: shouting, id         | partners[1].keys[0].convention: expected one of
            10.33.0.0/16                    | 10.33.0.0/33                     | partners[1].networks[0]: expected a block
            10.33.0.0/16                    | zhejiang.example                 | partners[1].networks[0]: expected a block
            `[10.33.0.0/16, "2001:db8::/32"]` | []                             | partners[1].networks: expected at least one
            `regions: ["33"]`               | regions: [33]                    | partners[1].regions[0]: expected text: put the number in quotes
            `regions: ["33"]`               | `regions: "33"`                  | partners[1].regions: expected a list
            `regions: ["33"]`               | `regions: ["99"]`                | partners[1].regions[0]: expected the first 2, 4 or 6 digits
            `regions: ["36"]`               | `regions: ["330000"]`            | partners[2].regions[0]: region 33 is there already, of zhejiang
            `regions: ["36"]`               | `hub-for: ["36"]`                | partners[2].hub-for: expected only where the role is hub
            `regions: ["36"]`               | `authorities: [a, a]`            | partners[2].authorities[1]: authority a is there already
            id: app-33                      | id: nat-1 , convention: gjgxjhpt | partners.yaml line
            env:ZJ_SECRET                   | env:NONE                         | partners[1].keys[0].secret: the environment has no variable NONE
            env:ZJ_SECRET                   | the-secret                       | partners[1].keys[0].secret: expected a reference
            env:ZJ_SECRET                   | file:none.txt                    | partners[1].keys[0].secret: the file
            environment: test, secret       | environment: tset, secret        | partners[1].keys[0].environment: expected one of test, production
            file:jx.pem                     | file:empty.pem                   | partners[2].keys[0].public: expected a file with one PEM block
            algorithm: ed25519              | secret: "env:OTHER"              | partners[2].keys[0].public: expected either public or secret
            algorithm: ed25519              | algorithm:                       | partners[2].keys[0].algorithm: expected text
            algorithm: ed25519              | algorithm: rsa-pss-sha512        | partners[2].keys[0].algorithm: expected one of ecdsa-p256-sha256, ed25519, sm2-sm3
            algorithm: ed25519              | algorithm: ecdsa-p256-sha256     | partners[2].keys[0].public: expected a file with a public key (X.509 SubjectPublicKeyInfo) for ecdsa-p256-sha256
            file:jx.pem                     | file:p256.pem                    | partners[2].keys[0].public: expected a file with a public key (X.509 SubjectPublicKeyInfo) for ed25519
            file:jx.pem                     | file:cut.pem                     | partners[2].keys[0].public: expected a file with a public key
            `algorithm: ed25519, public: "file:jx.pem"` | `algorithm: ecdsa-p256-sha256, public: "file:p384.pem"` | partners[2].keys[0].public: expected a file with a public key
            algorithm: ed25519              | algorithm: sm2-sm3               | partners[2].keys[0].public: expected a file with a public key (X.509 SubjectPublicKeyInfo) for sm2-sm3
            `algorithm: ed25519, public: "file:jx.pem"` | `algorithm: sm2-sm3, public: "file:p256.pem"` | partners[2].keys[0].public: expected a file with a public key
            file:jx.pem                     | file:sm2.pem                     | partners[2].keys[0].public: expected a file with a public key (X.509 SubjectPublicKeyInfo) for ed25519
            convention: native, id: jx-1    | convention: fewfields, id: jx-1  | partners[2].networks: expected at least one
            convention: zhejiang, id        | convention: fewfields, id        | partners[1].keys[0].secret: expected public
            `convention: zhejiang, id: app-33, environment: test, secret: "env:ZJ_SECRET"` | `convention: fewfields, id: a, environment: test, algorithm: ed25519, public: "file:jx.pem"` | partners[1].keys[0].algorithm: expected one of sm2-sm3
            kind: supervision-check,        | kind: supervision-check, signature: ecdsa-p256-sha256, | partners[2].endpoints[0].signature: expected one of ed25519, sm2-sm3
            timeout: 5s                     | signature: sm2-sm3               | partners[1].endpoints[0].signature: expected none
            dialect: zhejiang               | dialect: few                     | partners[1].endpoints[0].credential.secret: unknown key
            `algorithm: ed25519, public: "file:jx.pem"` | `secret: "env:OTHER"`  | partners[2].keys[0].secret: expected public
            `secret: "env:ZJ_SECRET"`       | `algorithm: ed25519, public: "file:jx.pem"` | partners[1].keys[0].public: expected secret
            `secret: "env:ZJ_SECRET"`       | `secret: "env:ZJ_SECRET", long-lived: "env:OTHER"` | partners[1].keys[0].long-lived: expected either secret or long-lived
            `secret: "env:ZJ_SECRET"`       | `long-lived: "env:NONE"`         | partners[1].keys[0].long-lived: the environment has no variable NONE
            `secret: "env:ZJ_SECRET"`       | `long-lived: "env:OTHER", public: "file:jx.pem"` | partners[1].keys[0].public: expected either public or secret
            `test, secret: "env:OTHER"`     | `test, long-lived: "env:OTHER"`  | partners[0].keys[0].long-lived: expected secret: this convention has no short-lived secrets
            `yizhan-33, secret: "env:OTHER"` | `yizhan-33, long-lived: "env:OTHER"` | partners[0].endpoints[0].credential.long-lived: expected secret
            `algorithm: ed25519, public: "file:jx.pem"` | `long-lived: "env:OTHER"` | partners[2].keys[0].long-lived: expected secret: this convention
            `secret: "env:GATEWAY_AT_ZJ"`   | `long-lived: plain`              | partners[1].endpoints[0].credential.long-lived: expected a reference
            id: app-33                      | id: app.33                       | partners[1].keys[0].id: expected a name of the form [A-Za-z0-9_-]{1,64}
            id: yizhan,                     | id: yi.zhan,                     | partners[1].endpoints[0].credential.id: expected a name of the form [A-Za-z0-9_-]{1,64}
            `credential: {id: yizhan-33, secret: "env:OTHER"}` | timeout: 5s   | partners[0].endpoints[0].credential: expected the id and secret
            kind: supervision-check,        | `kind: supervision-check, credential: {id: a, secret: "env:OTHER"},` | partners[2].endpoints[0].credential: expected none
            https://zhejiang.example        | http://zhejiang.example          | partners[1].endpoints[0].url: expected https
            https://zhejiang.example        | http://127.0.0.1.example         | partners[1].endpoints[0].url: expected https
            https://zhejiang.example        | https://me:pw@zhejiang.example   | partners[1].endpoints[0].url: expected an https address
            https://zhejiang.example        | ftp://zhejiang.example           | partners[1].endpoints[0].url: expected an https address
            timeout: 5s                     | timeout: 5 s                     | partners[1].endpoints[0].timeout: expected a duration
            timeout: 5s                     | timeout: 0s                      | partners[1].endpoints[0].timeout: expected a duration
            concurrency: 8                  | concurrency: 0                   | partners[1].endpoints[0].concurrency: expected a whole number
            env:GATEWAY_AT_ZJ               | plain                            | partners[1].endpoints[0].credential.secret: expected a reference
            caller: jiangxi                 | caller: nobody                   | agreements[0].caller: expected a partner of this file
            `answers: [zhejiang, "31"]`     | answers: [nobody]                | agreements[0].answers[0]: expected a partner of this file
            `answers: [zhejiang, "31"]`     | `answers: ["98"]`                | agreements[0].answers[0]: expected the first 2, 4 or 6 digits
            `answers: [zhejiang, "31"]`     | answers: []                      | agreements[0].answers: expected at least one
            bases: [holder]                 | bases: [curiosity]               | agreements[0].bases: expected holder, duty or both
            release: masked                 | release: all                     | agreements[0].release: expected one of verdict, masked, full
            daily-quota: 1000               | daily-quota: many                | agreements[0].daily-quota: expected a whole number
            to: 2027-12-31                  | to: 2025-12-31                   | agreements[0].to: expected a day not before from
            to: 2027-12-31                  | to: 2027-02-30                   | agreements[0].to: expected a day such as
            `way: [direct, national]`       | `way: [direct, direct]`          | agreements[0].way[1]: expected each only once
            `way: [direct, national]`       | `way: [ferry]`                   | agreements[0].way[0]: expected one of direct, hub, national
            agreements:                     | treaties:                        | treaties: unknown key
            """)
    void refuses_naming_the_place(String right, String wrong, String refusal) {
        var at = PartnersFixture.YAML.lastIndexOf(right);
        var spoilt = PartnersFixture.YAML.substring(0, at) + wrong + PartnersFixture.YAML.substring(at + right.length());
        assertThatThrownBy(() -> read(spoilt)).isInstanceOf(InvalidPartners.class).hasMessageStartingWith(refusal);
    }

    @Test
    void refuses_a_suspension_that_is_neither_true_nor_false() {
        assertThatThrownBy(() -> read(PartnersFixture.YAML.replace("name: 浙江省", "name: 浙江省\n    suspended: perhaps")))
                .hasMessage("partners[1].suspended: expected true or false");
    }

    @Test
    void refuses_an_endpoint_for_a_kind_its_partners_dialect_does_not_speak_of() {
        var other = PartnersFixture.YAML
                .replaceFirst("(?s)(dialect: zhejiang.*?)kind: licence-recognition", "$1kind: supervision-check");
        assertThatThrownBy(() -> read(other)).hasMessage("partners[1].endpoints[0].kind: expected one of licence-recognition");
    }

    @Test
    void takes_a_key_on_P_256_for_ECDSA() {
        var other = PartnersFixture.YAML.replace("algorithm: ed25519, public: \"file:jx.pem\"", "algorithm: ecdsa-p256-sha256, public: \"file:p256.pem\"");
        assertThat(read(other).keys()).filteredOn(held -> !held.shared()).singleElement()
                .satisfies(held -> assertThat(held.key().algorithm()).isEqualTo("ecdsa-p256-sha256"));
    }

    @Test
    void takes_a_key_for_SM2() {
        var other = PartnersFixture.YAML.replace("algorithm: ed25519, public: \"file:jx.pem\"", "algorithm: sm2-sm3, public: \"file:sm2.pem\"");
        assertThat(read(other).keys()).filteredOn(held -> !held.shared()).singleElement()
                .satisfies(held -> assertThat(held.key().algorithm()).isEqualTo("sm2-sm3"));
    }

    @Test
    void an_endpoint_says_which_of_its_keys_the_gateway_signs_with() {
        var other = PartnersFixture.YAML.replace("kind: supervision-check, environment: test,", "kind: supervision-check, environment: test, signature: sm2-sm3,");
        assertThat(read(other).endpoints()).filteredOn(endpoint -> endpoint.owner().value().equals("jiangxi")).singleElement()
                .satisfies(endpoint -> assertThat(endpoint.credentialId()).isEqualTo("sm2-sm3"));
    }

    @Test
    void where_a_few_fields_are_signed_with_a_private_key_a_credential_is_a_name_alone() {
        var other = PartnersFixture.YAML
                .replace("dialect: zhejiang", "dialect: few")
                .replace("credential: {id: yizhan, secret: \"env:GATEWAY_AT_ZJ\"}", "credential: {id: yizhan}");
        assertThat(read(other).endpoints()).filteredOn(endpoint -> endpoint.owner().value().equals("zhejiang")).singleElement()
                .satisfies(endpoint -> assertThat(endpoint.credentialId()).isEqualTo("yizhan"));
    }

    @Test
    void refuses_a_key_that_two_partners_share() {
        var shared = PartnersFixture.YAML.replace("convention: native, id: jx-1", "convention: zhejiang, id: app-33");
        assertThatThrownBy(() -> read(shared)).hasMessage("partners[2].keys[0].id: key zhejiang/app-33 is there already, of zhejiang");
    }

    @Test
    void refuses_two_agreements_of_one_name() {
        var agreement = PartnersFixture.YAML.substring(PartnersFixture.YAML.indexOf("  - id: jx-zj"));
        assertThatThrownBy(() -> read(PartnersFixture.YAML + agreement)).hasMessage("agreements[1].id: agreement jx-zj is there already");
    }

    @Test
    void repeats_nothing_that_may_be_a_secret() {
        assertThatThrownBy(() -> read(PartnersFixture.YAML.replace("env:ZJ_SECRET", "hunter2\\\"")))
                .isInstanceOf(InvalidPartners.class).hasMessageNotContaining("hunter2");
    }

    @Test
    void reads_keys_as_DER() {
        assertThat(read(PartnersFixture.YAML).keys()).filteredOn(held -> !held.shared()).singleElement()
                .satisfies(held -> assertThat(held.key().material()).hasSize(44).startsWith(0x30, 0x2a));
    }

    @Test
    void lets_a_platform_on_this_machine_be_called_without_TLS() {
        assertThat(read(PartnersFixture.YAML.replace("https://zhejiang.example", "http://127.0.0.1:9001")).endpoints()).hasSize(3);
    }

    @Test
    void cuts_padded_region_codes() {
        assertThat(read(PartnersFixture.YAML.replace("\"33\"", "\"330200\"")).members()).flatExtracting(Roster.Member::regions).contains("3302");
    }

    private Roster read(String yaml) {
        return PartnersFile.read(PartnersFixture.write(directory, yaml), PartnersFixture.ENVIRONMENT, REGIONS, PartnersFixture.WORDS);
    }
}
