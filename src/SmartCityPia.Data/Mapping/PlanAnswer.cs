using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Plan;

namespace SmartCityPia.Data.Mapping;

internal sealed class PlanAnswerMapping : IEntityTypeConfiguration<PlanAnswer>
{
    public void Configure(EntityTypeBuilder<PlanAnswer> builder)
    {
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Version).IsRowVersion();
        builder.HasIndex(a => a.QuestionId).IsUnique();
        builder.HasOne<Organisation>().WithMany().HasForeignKey(a => a.OwnerId).OnDelete(DeleteBehavior.Restrict);
    }
}
