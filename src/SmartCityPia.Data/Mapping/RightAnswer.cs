using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Data.Mapping;

internal sealed class RightAnswerMapping : AssessmentRowMapping<RightAnswer>
{
    public override void Configure(EntityTypeBuilder<RightAnswer> builder)
    {
        base.Configure(builder);
        builder.ToTable("rights");
        builder.HasIndex(a => new { a.OwnerId, a.RightId }).IsUnique().HasDatabaseName(RightAnswer.RightIsUnique);
    }
}
