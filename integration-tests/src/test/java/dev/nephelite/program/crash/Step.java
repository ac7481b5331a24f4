package dev.nephelite.program.crash;

import java.io.IOException;

/** One thing that a client asks of the program: it is done wholly or not at all. */
interface Step {
    /**
     * Asks for it, and returns when the program has acknowledged it.
     *
     * @throws IOException if the program is gone, which leaves open whether it was done
     */
    void send(Storage storage) throws IOException, InterruptedException;

    /** Does to what has to be stored what the program does to what is stored. */
    void change(State state);
}
