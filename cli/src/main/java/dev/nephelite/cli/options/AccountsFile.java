package dev.nephelite.cli.options;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.Accounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Accounts that are written in a file, so that accounts and keys can be changed while the emulators run. What is wrong
 * with the file later on is logged once, and the accounts stay as they were.
 */
final class AccountsFile implements Accounts {
    /** How long a change may go unnoticed. */
    static final int SECONDS_BETWEEN_LOOKS = 5;

    private static final Logger LOG = Logger.getLogger(AccountsFile.class.getName());
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(SECONDS_BETWEEN_LOOKS);

    private final Path file;
    private final Clock clock;
    private volatile Accounts current;
    private String text;
    private @Nullable String problem;

    private AccountsFile(Path file, Clock clock) throws IOException {
        this.file = file;
        this.clock = clock;
        text = read();
        current = parse(text);
    }

    /**
     * Reads the file, and looks at it again and again.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException saying what is wrong in it, without repeating a key
     */
    static AccountsFile open(Path file, Clock clock) throws IOException {
        AccountsFile accounts = new AccountsFile(file, clock);
        accounts.lookLater();
        return accounts;
    }

    @Override
    public @Nullable Account find(String name) {
        return current.find(name);
    }

    @Override
    public Collection<Account> all() {
        return current.all();
    }

    private void lookLater() {
        clock.schedule(BETWEEN_LOOKS, this::look);
    }

    private void look() {
        try {
            String now = read();
            if (!now.equals(text)) {
                current = parse(now);
                text = now;
                LOG.info("There are new accounts or keys in " + file + "; the accounts are "
                        + current.all().stream().map(Account::name).collect(Collectors.joining(", ")));
            }
            problem = null;
        } catch (IOException | IllegalArgumentException wrong) {
            if (!Objects.equals(wrong.getMessage(), problem)) {
                problem = wrong.getMessage();
                LOG.log(Level.WARNING, "The accounts stay as they are. {0}", problem);
            }
        } finally {
            lookLater();
        }
    }

    private String read() throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException absent) {
            throw new IOException("There is no accounts file " + file + ".", absent);
        } catch (IOException unreadable) {
            throw new IOException(
                    "The accounts file " + file + " cannot be read: " + unreadable.getMessage() + ".", unreadable);
        }
    }

    private Accounts parse(String content) {
        try {
            return Accounts.parse(content);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "The accounts file " + file + " is wrong: " + malformed.getMessage() + ".", malformed);
        }
    }
}
