using System.Runtime.CompilerServices;

namespace SmartCityPia.Domain.Evidence;

/// <summary>A stretch of the file as it came, or bytes that take the place of some.</summary>
public readonly record struct FilePart(long Offset, long Length, byte[]? Bytes = null)
{
    public static FilePart Of(byte[] bytes) => new(0, bytes.Length, bytes);
}

/// <summary>What is stored of an uploaded file: parts of it in order, read a block at a time.</summary>
/// <param name="Source">Can seek; stays open while this is read.</param>
public sealed record FileContent(Stream Source, IReadOnlyList<FilePart> Parts)
{
    public const int BlockSize = 256 * 1024;

    public long Length => Parts.Sum(p => p.Length);

    /// <summary>Full blocks and a last shorter one. A block is overwritten by the next.</summary>
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
