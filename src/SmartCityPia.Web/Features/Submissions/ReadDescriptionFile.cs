using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Web.Features.Dossiers;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>Reads an uploaded description file and resolves its organisations. Saves nothing.</summary>
public sealed class ReadDescriptionFile(PiaDbContext db)
{
    public async Task<DescriptionFile> Handle(IFormFile upload, Assessment submission, Actor actor, CancellationToken cancellationToken)
    {
        var organisations = await db.Organisations.AsNoTracking().OrderBy(o => o.Id)
            .Select(o => new OrganisationEntry(o.Id, o.Name, o.Kind!.Value, o.Country))
            .ToDictionaryAsync(o => o.Name, TextKey.Comparer, cancellationToken);
        // Reading one byte more than allowed shows that the file is too large.
        await using var stream = upload.OpenReadStream();
        var buffer = new byte[DescriptionFile.MaxBytes + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return DescriptionFile.Read(buffer[..length], organisations, submission.DescriptionId,
            StartAssessment.RisingIds(actor.At));
    }
}
