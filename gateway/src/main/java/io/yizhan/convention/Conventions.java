package io.yizhan.convention;

import io.yizhan.signature.Signer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The conventions in use, by name. Safe for use by many threads. */
@FunctionalInterface
public interface Conventions {
    /** The name of the convention that is code: RFC 9421 with RFC 9530. */
    String NATIVE = "native";

    Optional<Convention> named(String name);

    /**
     * Loads the described conventions, each by the name of its file, beside the native one.
     *
     * @param directory its {@code *.yaml} files are descriptions
     * @param gatewayKeys what the gateway signs with where the other side holds the public half: one for each algorithm, the usual one first
     * @param authorities host names, with the port unless it goes without saying, under which callers reach the gateway
     * @param random where nonces come from: must be unpredictable and safe for use by many threads
     * @throws InvalidConvention if a file is not a description, naming file and key, or the directory cannot be read
     */
    static Conventions load(Path directory, List<Signer> gatewayKeys, Set<String> authorities, RandomGenerator random) {
        Map<String, Convention> all = new HashMap<>();
        Descriptions.in(directory).forEach((name, description) -> all.put(name, new DescribedConvention(name, description, gatewayKeys, random)));
        all.put(NATIVE, new NativeConvention(gatewayKeys, authorities, random));
        return name -> Optional.ofNullable(all.get(name));
    }
}
