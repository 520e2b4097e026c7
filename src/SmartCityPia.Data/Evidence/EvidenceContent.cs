using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using SmartCityPia.Domain.Evidence;

namespace SmartCityPia.Data.Evidence;

/// <summary>A block of a file. It is deleted with its version.</summary>
public sealed class EvidenceChunk
{
    public required Guid VersionId { get; init; }
    public required int Number { get; init; }
    public required byte[] Data { get; init; }
}

/// <summary>Writes and reads the bytes of evidence in blocks, so that memory doesn't grow with the file.</summary>
public static class EvidenceContent
{
    public const string Table = "evidence_chunks";

    /// <summary>Writes the blocks within the caller's transaction. The version's row must be stored already.</summary>
    /// <returns>SHA-256 of the written bytes.</returns>
    public static async Task<string> Write(DbContext db, Guid versionId, FileContent content, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var insert = new NpgsqlCommand($"insert into {Table} (version_id, number, data) values ($1, $2, $3)", (NpgsqlConnection)db.Database.GetDbConnection());
        var (number, data) = (new NpgsqlParameter<int>(), new NpgsqlParameter<ReadOnlyMemory<byte>> { NpgsqlDbType = NpgsqlDbType.Bytea });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = versionId });
        insert.Parameters.Add(number);
        insert.Parameters.Add(data);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach (var block in content.Blocks(cancellationToken))
        {
            hash.AppendData(block.Span);
            data.TypedValue = block;
            await insert.ExecuteNonQueryAsync(cancellationToken);
            number.TypedValue++;
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Reads the blocks in order. No connection is held between two blocks, because the client may be slow.</summary>
    public static async IAsyncEnumerable<byte[]> Read(DbContext db, Guid versionId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var number = 0; ; number++)
        {
            var wanted = number;
            var block = await db.Set<EvidenceChunk>().Where(c => c.VersionId == versionId && c.Number == wanted).Select(c => c.Data).SingleOrDefaultAsync(cancellationToken);
            if (block is null)
                yield break;
            yield return block;
        }
    }

    /// <summary>The same bytes under another version, whose row must be stored already.</summary>
    public static Task<int> Copy(DbContext db, Guid from, Guid to, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"insert into evidence_chunks (version_id, number, data) select {to}, number, data from evidence_chunks where version_id = {from}", cancellationToken);

    public static Task<int> Drop(DbContext db, Guid versionId, CancellationToken cancellationToken) =>
        db.Set<EvidenceChunk>().Where(c => c.VersionId == versionId).ExecuteDeleteAsync(cancellationToken);
}
