package io.yizhan.intake;

import java.nio.file.Path;

/**
 * What a node needs to work batches off.
 *
 * @param directory where files with columns are while they are read
 * @param longest bytes of one line; of longer ones nothing is held
 */
public record Workplace(Path directory, int longest, ColumnFiles columns) {}
