using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Data.Mapping;

internal sealed class InternalNoteMapping : AssessmentRowMapping<InternalNote>
{
    public override void Configure(EntityTypeBuilder<InternalNote> builder)
    {
        base.Configure(builder);
        builder.HasIndex(n => new { n.OwnerId, n.RowId }).IsUnique().HasDatabaseName(InternalNote.RowIsUnique);
    }
}
