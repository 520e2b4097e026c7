using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Web.Features.Dossiers;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>Reads an uploaded description file and resolves its organisations. Saves nothing.</summary>
public sealed class ReadDescriptionFile(PiaDbContext db)
{
    /// <returns>The file as it was uploaded, cut after one byte more than allowed: that shows that it is too large.</returns>
    public static async Task<byte[]> Bytes(IFormFile upload, CancellationToken cancellationToken)
    {
        await using var stream = upload.OpenReadStream();
        var buffer = new byte[DescriptionFile.MaxBytes + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return buffer[..length];
    }

    /// <param name="named">The organisations that the description names already.</param>
    /// <param name="decided">What was answered to the names that are nearly known.</param>
    public async Task<DescriptionFile> Handle(byte[] bytes, Assessment submission, IReadOnlyList<OrganisationEntry> named, IReadOnlyDictionary<string, Guid?> decided, Actor actor, CancellationToken cancellationToken)
    {
        var organisations = await db.Organisations.AsNoTracking().OrderBy(o => o.Id)
            .Select(o => new OrganisationEntry(o.Id, o.Name, o.Kind!.Value, o.Country))
            .ToDictionaryAsync(o => o.Name, TextKey.Comparer, cancellationToken);
        // The same that the page of a stakeholder offers to a vendor.
        var known = organisations.Values.Where(o => o.Kind == OrganisationKind.Agency || o.Id == submission.VendorId || named.Any(n => n.Id == o.Id)).ToList();
        return DescriptionFile.Read(bytes, organisations, submission.DescriptionId, StartAssessment.RisingIds(actor.At), new(known, decided));
    }
}
