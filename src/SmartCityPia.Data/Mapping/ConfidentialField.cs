using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Submissions;

namespace SmartCityPia.Data.Mapping;

internal sealed class ConfidentialFieldMapping : AssessmentRowMapping<ConfidentialField>
{
    public override void Configure(EntityTypeBuilder<ConfidentialField> builder)
    {
        base.Configure(builder);
        builder.HasIndex(c => new { c.OwnerId, c.RowId, c.Field }).IsUnique().HasDatabaseName(ConfidentialField.FieldIsUnique);
    }
}
