package io.yizhan.frontdb;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** One small HikariCP for each endpoint. */
final class PooledFrontDatabases implements FrontDatabases {
    private static final long LEAST_PATIENCE = 500;
    private static final long IDLE_MILLIS = 60_000;
    private final Map<String, Open> pools = new ConcurrentHashMap<>();

    private record Open(Address address, HikariDataSource pool, FrontDatabase database) {
        static Open at(Address address) {
            HikariDataSource pool = new HikariDataSource(config(address));
            return new Open(address, pool, new JdbcFrontDatabase(pool, address.patience()));
        }
    }

    @Override
    public FrontDatabase at(Address address) {
        Open open = pools.get(address.name());
        return (open != null && open.address().equals(address) ? open : pools.compute(address.name(), (name, old) -> changed(old, address))).database();
    }

    private static Open changed(Open old, Address address) {
        if (old != null && old.address().equals(address)) {
            return old;
        }
        if (old != null) {
            old.pool().close();
        }
        return Open.at(address);
    }

    /** No connection is made before one is needed, and none is kept that is not: front-end databases are counted by their connections. */
    private static HikariConfig config(Address address) {
        long patience = Math.max(LEAST_PATIENCE, address.patience().toMillis());
        HikariConfig config = new HikariConfig();
        config.setPoolName("front-end database of " + address.name());
        config.setJdbcUrl(address.url().replaceFirst("(?i)^jdbc:mysql:", "jdbc:mariadb:"));
        config.setUsername(address.user());
        config.setPassword(new String(address.password(), StandardCharsets.UTF_8));
        config.setMaximumPoolSize(address.connections());
        config.setMinimumIdle(0);
        config.setIdleTimeout(IDLE_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(patience);
        config.setValidationTimeout(Math.min(patience, 2_000));
        config.setDataSourceProperties(driver(config.getJdbcUrl(), patience));
        return config;
    }

    private static Properties driver(String url, long patience) {
        Properties properties = new Properties();
        boolean postgres = url.startsWith("jdbc:postgresql:");
        long seconds = Math.max(1, patience / 1_000);
        properties.setProperty("connectTimeout", String.valueOf(postgres ? seconds : patience));
        properties.setProperty("socketTimeout", String.valueOf(postgres ? seconds : patience));
        if (postgres) {
            // texts become what their columns are
            properties.setProperty("stringtype", "unspecified");
            properties.setProperty("ApplicationName", "yizhan");
        }
        return properties;
    }

    @Override
    public void keep(Collection<String> names) {
        pools.keySet().stream().filter(name -> !names.contains(name)).toList().forEach(name -> pools.computeIfPresent(name, (gone, open) -> {
            open.pool().close();
            return null;
        }));
    }

    @Override
    public void close() {
        pools.values().forEach(open -> open.pool().close());
        pools.clear();
    }
}
