using System.Runtime.CompilerServices;

namespace SmartCityPia.Domain.Evidence;

/// <summary>A range of the uploaded file or, if <see cref="Bytes"/> is set, bytes that replace a range.</summary>
public readonly record struct FilePart(long Offset, long Length, byte[]? Bytes = null)
{
    public static FilePart Of(byte[] bytes) => new(0, bytes.Length, bytes);
}

/// <summary>The content to store for an uploaded file: a list of parts, read in blocks.</summary>
/// <param name="Source">Must be seekable and stay open while the blocks are read.</param>
public sealed record FileContent(Stream Source, IReadOnlyList<FilePart> Parts)
{
    public const int BlockSize = 256 * 1024;

    public long Length => Parts.Sum(p => p.Length);

    /// <summary>Yields full blocks, then the rest. The buffer is reused, so a block is valid until the next one is read.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> Blocks([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var block = new byte[BlockSize];
        var filled = 0;
        foreach (var part in Parts)
        {
            for (long done = 0; done < part.Length;)
            {
                var wanted = (int)Math.Min(part.Length - done, BlockSize - filled);
                if (part.Bytes is { } bytes)
                {
                    bytes.AsSpan((int)done, wanted).CopyTo(block.AsSpan(filled));
                }
                else
                {
                    Source.Position = part.Offset + done;
                    await Source.ReadExactlyAsync(block.AsMemory(filled, wanted), cancellationToken);
                }
                done += wanted;
                filled += wanted;
                if (filled == BlockSize)
                {
                    yield return block;
                    filled = 0;
                }
            }
        }
        if (filled > 0)
            yield return block.AsMemory(0, filled);
    }
}
