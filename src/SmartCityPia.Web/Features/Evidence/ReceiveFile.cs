using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Evidence;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Features.Evidence;

/// <summary>An inspected file that may be stored.</summary>
public sealed record ReceivedFile(string Name, InspectedFile File, string Sha256, ScanState Scan);

/// <summary>Inspects an uploaded file before anything is written: size, type, metadata to remove, malware.</summary>
public sealed class ReceiveFile(IOptions<EvidenceOptions> options, ClamAv scanner)
{
    /// <exception cref="RefusedFileException">The file is not accepted.</exception>
    public async Task<ReceivedFile> Handle(IFormFile? file, CancellationToken cancellationToken)
    {
        if (file is null || (file.Length == 0 && file.FileName.Length == 0))
            throw new RefusedFileException("FileMissing");
        if (file.Length > options.Value.MaxFileBytes)
            throw new RefusedFileException("FileTooLarge", Size.Of(options.Value.MaxFileBytes));
        var name = FileNames.Sanitise(file.FileName);
        // The stream is disposed with the request's form.
        var inspected = InspectedFile.Of(file.OpenReadStream(), name, options.Value.OldOfficeAndPresentations, options.Value.Macros);
        if (inspected.MediaType == "message/rfc822")
            MailAttachments.Refuse(file.OpenReadStream());
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach (var block in inspected.Content.Blocks(cancellationToken))
            hash.AppendData(block.Span);
        if (scanner.IsConfigured && await scanner.Find(inspected.Content, cancellationToken) is { } found)
            throw new RefusedFileException("FileInfected", found);
        return new(name, inspected, Convert.ToHexStringLower(hash.GetHashAndReset()),
            scanner.IsConfigured ? ScanState.Clean : ScanState.NotScanned);
    }
}

/// <summary>A file size as text.</summary>
public static class Size
{
    public static string Of(long bytes) => bytes switch
    {
        < 1024 => string.Create(CultureInfo.CurrentCulture, $"{bytes} B"),
        < 1024 * 1024 => string.Create(CultureInfo.CurrentCulture, $"{bytes / 1024.0:0.#} kB"),
        _ => string.Create(CultureInfo.CurrentCulture, $"{bytes / 1024.0 / 1024:0.#} MB"),
    };

    /// <summary>The status code for a refused file.</summary>
    public static int StatusOf(this FieldError error) => error.Rule switch
    {
        "ScannerAway" => StatusCodes.Status503ServiceUnavailable,
        "DiskFull" => StatusCodes.Status507InsufficientStorage,
        _ => StatusCodes.Status400BadRequest,
    };
}
